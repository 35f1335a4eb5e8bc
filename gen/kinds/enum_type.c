#include "kinds/compose.h"

static const struct field enum_type_fields[] = {
    FIELD(struct enum_type, labels, ROLE_NONE),
};

// clang-format off
static const char enum_type_catalog[] =
    "SELECT 1247 AS class, t.oid, 0 AS sub, n.nspname AS schema, t.typname AS name,"
    " obj_description(t.oid, 'pg_type') AS comment,"
    " (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e"
    " WHERE e.enumtypid = t.oid) AS labels,"
    " CASE WHEN NOT EXISTS (SELECT FROM pg_enum e WHERE e.enumtypid = t.oid)"
    " THEN 'it has no labels' END AS left_out"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " WHERE t.typtype = 'e' AND t.oid >= 16384";
// clang-format on

static void enum_type_create(struct making *making, const struct object *after)
{
    const struct enum_type *e = (const struct enum_type *)after;

    MAKE(making, create_enum, mg_enum_args, compose_name(making->arena, after),
         compose_list(making->arena, &e->labels));
}

static void enum_type_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_type, mg_name_args, compose_name(making->arena, before));
}

/* Labels can be added in place; to take one away or to move one, the type is built anew. */
static enum way enum_type_way(const struct object *before, const struct object *after,
                              unsigned long long differences)
{
    const struct strings *old = &((const struct enum_type *)before)->labels;
    const struct strings *new = &((const struct enum_type *)after)->labels;
    size_t found = 0;

    (void)differences;
    for (size_t i = 0; i < new->n &&found < old->n; i++)
        if (strings_equal(&(struct strings){&new->items[i], 1, 1},
                          &(struct strings){&old->items[found], 1, 1}))
            found++;
    return found == old->n ? WAY_ALTER : WAY_REPLACE;
}

/*
 * Each new label stands behind the one before it; only at the very front it must be said what it
 * precedes. At the end nothing needs to be said.
 */
static void enum_type_alter(struct making *making, const struct object *before,
                            const struct object *after, unsigned long long differences)
{
    const struct strings *old = &((const struct enum_type *)before)->labels;
    const struct strings *new = &((const struct enum_type *)after)->labels;
    const char *type = compose_name(making->arena, after);
    size_t behind = 0; /* how many of the old labels stand before this one */

    (void)differences;
    for (size_t i = 0; i < new->n; i++) {
        if (strings_find(old, new->items[i]) >= 0) {
            behind++;
            continue;
        }

        struct mg_enum_value_args args = {.type = type, .value = new->items[i]};

        if (behind < old->n && i == 0)
            args.before = old->items[0];
        else if (behind < old->n)
            args.after = new->items[i - 1];
        make_op(making, &mg_op_add_enum_value, &args);
    }
}

static void enum_type_rename(struct making *making, const struct object *before,
                             const struct object *after)
{
    MAKE(making, rename_type, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_enum_type = {
    .name = "enum_type",
    .title = "enum",
    .size = sizeof(struct enum_type),
    .fields = enum_type_fields,
    .nfields = sizeof enum_type_fields / sizeof *enum_type_fields,
    .names = NAMES_OF_TYPES,
    .comment_object = "TYPE",
    .create = enum_type_create,
    .drop = enum_type_drop,
    .way = enum_type_way,
    .alter = enum_type_alter,
    .rename = enum_type_rename,
    .catalog = enum_type_catalog,
};
