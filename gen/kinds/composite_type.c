#include "kinds/catalog.h"
#include "kinds/compose.h"

// clang-format off
static const char composite_type_catalog[] =
    "SELECT 1247 AS class, t.oid, 0 AS sub, n.nspname AS schema, t.typname AS name,"
    " obj_description(t.oid, 'pg_type') AS comment"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'"
    " WHERE t.typtype = 'c' AND t.oid >= 16384";
// clang-format on

/* The attributes that it takes in (making->parts) are its lines. */
static void composite_type_create(struct making *making, const struct object *after)
{
    size_t n = 0;

    while (making->parts && making->parts[n])
        n++;

    struct mg_item *items = arena_alloc(making->arena, (n + 2) * sizeof *items);

    for (size_t i = 0; i < n; i++)
        items[i] = making->parts[i]->kind->item(making, making->parts[i]);
    if (after->comment) {
        struct mg_options *options = arena_new_of(making->arena, struct mg_options);

        options->comment = after->comment;
        items[n].options = options;
    }
    MAKE(making, create_composite, mg_table_args, compose_name(making->arena, after), items);
}

DROP_BY_NAME(composite_type, drop_type)
RENAME_BY_NAME(composite_type, rename_type)

const struct kind kind_composite_type = {
    .name = "composite_type",
    .title = "composite type",
    .size = sizeof(struct composite_type),
    .is_relation = true,
    .holds_parts = true,
    .names = NAMES_OF_TYPES,
    .comment_inline = true,
    .comment_object = "TYPE",
    .create = composite_type_create,
    .drop = composite_type_drop,
    .rename = composite_type_rename,
    .catalog = composite_type_catalog,
};
