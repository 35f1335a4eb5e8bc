#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/marks.h"
#include "model/names.h"
#include "model/sql.h"

static const struct field exclusion_fields[] = {
    FIELD(struct exclusion, elements, ROLE_EXPRESSION),
    FIELD(struct exclusion, method, ROLE_NONE),
    FIELD(struct exclusion, include, ROLE_COLUMNS),
    FIELD(struct exclusion, with, ROLE_NONE),
    FIELD(struct exclusion, where, ROLE_EXPRESSION),
    FIELD(struct exclusion, tablespace, ROLE_NONE),
    FIELD(struct exclusion, index_comment, ROLE_NONE),
    FIELD(struct exclusion, deferrable, ROLE_NONE),
    FIELD(struct exclusion, initially_deferred, ROLE_NONE),
    MARKS(struct exclusion),
};

/* The elements are in the definition as a whole. */
// clang-format off
static const char exclusion_catalog[] =
    CATALOG_CONSTRAINT
    " ARRAY[pg_get_constraintdef(k.oid)] AS elements,"
    CATALOG_IF("m.amname <> 'btree'", "m.amname") " AS method,"
    CATALOG_COLUMNS("k.conrelid", "(i.indkey::int2[])[i.indnkeyatts:]") " AS include,"
    CATALOG_WITH("ic.reloptions") " AS \"with\","
    " pg_get_expr(i.indpred, i.indrelid) AS \"where\","
    CATALOG_OF_INDEX
    CATALOG_FROM_CONSTRAINT
    " JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_class ic ON ic.oid = i.indexrelid"
    " JOIN pg_am m ON m.oid = ic.relam"
    " WHERE k.contype = 'x' AND k.oid >= 16384";
// clang-format on

static void exclusion_pulled(struct arena *arena, struct object *o)
{
    struct exclusion *x = (struct exclusion *)o;

    if (x->elements.n)
        x->elements = index_elements(arena, x->elements.items[0]);
}

static struct mg_item exclusion_item(struct making *making, const struct object *after)
{
    const struct exclusion *x = (const struct exclusion *)after;
    struct arena *arena = making->arena;
    const char *usual = name_exclusion(arena, after->table, &x->elements, &x->include);
    struct mg_constraint c = compose_constraint(making, after, "EXCLUDE", usual, &x->elements);

    c.method = x->method;
    c.include = compose_list(arena, &x->include);
    c.with = compose_list(arena, &x->with);
    c.where = x->where;
    c.tablespace = x->tablespace;
    c.deferrable = x->deferrable;
    c.initially_deferred = x->initially_deferred;
    compose_index_comment(&c, after, x->index_comment);
    return compose_constraint_item(making, c);
}

const struct kind kind_exclusion = {
    .name = "exclusion",
    .title = "exclusion constraint",
    .size = sizeof(struct exclusion),
    .fields = exclusion_fields,
    .nfields = sizeof exclusion_fields / sizeof *exclusion_fields,
    .in_table = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "CONSTRAINT",
    .create = constraint_create,
    .item = exclusion_item,
    .drop = constraint_drop,
    .way = key_way,
    .alter = key_alter,
    .rename = constraint_rename,
    .catalog = exclusion_catalog,
    .pulled = exclusion_pulled,
};
