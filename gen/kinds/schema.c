#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

/*
 * Of "public", which every database has, only what is not usual; and that it is there if it is not
 * the default schema, and something is in it.
 */
// clang-format off
static const char schema_catalog[] =
    "SELECT 2615 AS class, n.oid, 0 AS sub, '' AS schema, n.nspname AS name,"
    " nullif(obj_description(n.oid, 'pg_namespace'),"
    " CASE n.nspname WHEN 'public' THEN 'standard public schema' END) AS comment"
    " FROM pg_namespace n WHERE n.nspname <> 'public' AND n.nspname <> current_schema()"
    " AND n.oid >= 16384 OR n.nspname = 'public' AND (n.nspowner <> " CATALOG_PUBLIC_OWNER
    " OR obj_description(n.oid, 'pg_namespace') <> 'standard public schema'"
    " OR current_schema() <> 'public' AND (EXISTS (SELECT FROM pg_class c"
    " WHERE c.relnamespace = n.oid) OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = n.oid)"
    " OR EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)))";
// clang-format on

static bool is_everywhere(const struct object *o)
{
    return strcmp(o->name, "public") == 0;
}

static void schema_create(struct making *making, const struct object *after)
{
    if (!is_everywhere(after))
        MAKE(making, create_schema, mg_name_args, after->name);
}

static void schema_drop(struct making *making, const struct object *before)
{
    if (!is_everywhere(before))
        MAKE(making, drop_schema, mg_name_args, before->name);
    if (is_everywhere(before) && before->owner)
        MAKE(making, owner, mg_owner_args, "SCHEMA", .name = "public", .role = "pg_database_owner");
    if (is_everywhere(before) && before->comment)
        MAKE(making, comment, mg_comment_args, "SCHEMA", .name = "public",
             .text = "standard public schema");
}

static void schema_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
    MAKE(making, rename_schema, mg_rename_args, before->name, after->name);
}

const struct kind kind_schema = {
    .name = "schema",
    .title = "schema",
    .word = "DECLARE_SCHEMA",
    .size = sizeof(struct schema_object),
    .comment_object = "SCHEMA",
    .create = schema_create,
    .drop = schema_drop,
    .rename = schema_rename,
    .catalog = schema_catalog,
};
