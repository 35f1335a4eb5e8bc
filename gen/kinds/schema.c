#include "kinds/compose.h"

// clang-format off
static const char schema_catalog[] =
    "SELECT 2615 AS class, oid, 0 AS sub, '' AS schema, nspname AS name,"
    " CASE WHEN obj_description(oid, 'pg_namespace') IS NOT NULL THEN ARRAY['its comment'] END"
    " AS lost FROM pg_namespace WHERE oid >= 16384";
// clang-format on

static void schema_create(struct making *making, const struct object *after)
{
    MAKE(making, create_schema, mg_name_args, after->name);
}

static void schema_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_schema, mg_name_args, before->name);
}

static void schema_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
    MAKE(making, rename_schema, mg_rename_args, before->name, after->name);
}

const struct kind kind_schema = {
    .name = "schema",
    .title = "schema",
    .size = sizeof(struct schema_object),
    .comment_object = "SCHEMA",
    .create = schema_create,
    .drop = schema_drop,
    .rename = schema_rename,
    .catalog = schema_catalog,
};
