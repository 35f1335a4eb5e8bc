#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "model/names.h"

static const struct field primary_key_fields[] = {
    FIELD(struct primary_key, columns, ROLE_COLUMNS),
    FIELD(struct primary_key, include, ROLE_COLUMNS),
    FIELD(struct primary_key, with, ROLE_NONE),
    FIELD(struct primary_key, tablespace, ROLE_NONE),
    FIELD(struct primary_key, index_comment, ROLE_NONE),
    FIELD(struct primary_key, without_overlaps, ROLE_NONE),
    FIELD(struct primary_key, deferrable, ROLE_NONE),
    FIELD(struct primary_key, initially_deferred, ROLE_NONE),
    FIELD(struct primary_key, only, ROLE_NONE),
    MARKS(struct primary_key),
};

static struct mg_item primary_key_item(struct making *making, const struct object *after)
{
    const struct primary_key *key = (const struct primary_key *)after;
    struct mg_constraint c = compose_constraint(
        making, after, "PRIMARY KEY", name_primary_key(making->arena, after->table), &key->columns);

    c.include = compose_list(making->arena, &key->include);
    c.with = compose_list(making->arena, &key->with);
    c.tablespace = key->tablespace;
    c.without_overlaps = key->without_overlaps;
    c.only = key->only;
    compose_index_comment(&c, after, key->index_comment);
    c.deferrable = key->deferrable;
    c.initially_deferred = key->initially_deferred;
    return compose_constraint_item(making, c);
}

const struct kind kind_primary_key = {
    .name = "primary_key",
    .title = "primary key",
    .size = sizeof(struct primary_key),
    .fields = primary_key_fields,
    .nfields = sizeof primary_key_fields / sizeof *primary_key_fields,
    .in_table = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "CONSTRAINT",
    .create = constraint_create,
    .item = primary_key_item,
    .drop = constraint_drop,
    .way = key_way,
    .alter = key_alter,
    .follows = lineage_key_follows,
    .rename = constraint_rename,
    .catalog = CATALOG_KEY("p", "pkey", "left(c.relname, 58) || '_pkey'"),
};
