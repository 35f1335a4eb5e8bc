#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "model/names.h"

static const struct field unique_fields[] = {
    FIELD(struct unique, columns, ROLE_COLUMNS),
    FIELD(struct unique, include, ROLE_COLUMNS),
    FIELD(struct unique, with, ROLE_NONE),
    FIELD(struct unique, tablespace, ROLE_NONE),
    FIELD(struct unique, index_comment, ROLE_NONE),
    FIELD(struct unique, without_overlaps, ROLE_NONE),
    FIELD(struct unique, nulls_not_distinct, ROLE_NONE),
    FIELD(struct unique, deferrable, ROLE_NONE),
    FIELD(struct unique, initially_deferred, ROLE_NONE),
    FIELD(struct unique, only, ROLE_NONE),
    MARKS(struct unique),
};

static struct mg_item unique_item(struct making *making, const struct object *after)
{
    const struct unique *u = (const struct unique *)after;
    const char *usual = name_unique(making->arena, after->table, &u->columns, &u->include);
    struct mg_constraint c = compose_constraint(making, after, "UNIQUE", usual, &u->columns);

    c.include = compose_list(making->arena, &u->include);
    c.with = compose_list(making->arena, &u->with);
    c.tablespace = u->tablespace;
    c.without_overlaps = u->without_overlaps;
    c.only = u->only;
    compose_index_comment(&c, after, u->index_comment);
    c.nulls_not_distinct = u->nulls_not_distinct;
    c.deferrable = u->deferrable;
    c.initially_deferred = u->initially_deferred;
    return compose_constraint_item(making, c);
}

const struct kind kind_unique = {
    .name = "unique",
    .title = "unique constraint",
    .size = sizeof(struct unique),
    .fields = unique_fields,
    .nfields = sizeof unique_fields / sizeof *unique_fields,
    .in_table = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "CONSTRAINT",
    .create = constraint_create,
    .item = unique_item,
    .drop = constraint_drop,
    .way = key_way,
    .alter = key_alter,
    .follows = lineage_key_follows,
    .rename = constraint_rename,
    .catalog = CATALOG_KEY(
        "u", "key", CATALOG_PART_NAME("c.relname", CATALOG_INDEX_COLUMNS("i.indexrelid"), "key")),
};
