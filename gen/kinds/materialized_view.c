#include <string.h>

#include "kinds/catalog.h"
#include "kinds/view.h"

enum { F_QUERY, F_METHOD, F_WITH, F_TABLESPACE, F_NO_DATA };

// clang-format off
static const struct field materialized_view_fields[] = {
    [F_QUERY] = SAID(struct materialized_view, query, ROLE_QUERY, FORM_QUERY, NULL),
    [F_METHOD] = SAID(struct materialized_view, method, ROLE_NONE, FORM_NAME, "USING"),
    [F_WITH] = SAID(struct materialized_view, with, ROLE_NONE, FORM_OPTIONS, "WITH"),
    [F_TABLESPACE] =
        SAID(struct materialized_view, tablespace, ROLE_NONE, FORM_NAME, "TABLESPACE"),
    [F_NO_DATA] = SAID(struct materialized_view, no_data, ROLE_NONE, FORM_FLAG, "NO_DATA"),
};

static const char materialized_view_catalog[] =
    "SELECT 1259 AS class, c.oid, 0 AS sub, n.nspname AS schema, c.relname AS name,"
    " obj_description(c.oid, 'pg_class') AS comment," CATALOG_QUERY " AS query,"
    CATALOG_RULE_OID " AS rule_oid,"
    CATALOG_IF("m.amname <> 'heap'", "m.amname") " AS method,"
    CATALOG_WITH("c.reloptions || (SELECT array_agg('toast.' || x) FROM unnest(t.reloptions) x)")
    " AS \"with\", s.spcname AS tablespace, NOT c.relispopulated AS no_data"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_class t ON t.oid = c.reltoastrelid LEFT JOIN pg_am m ON m.oid = c.relam"
    " LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace"
    " WHERE c.relkind = 'm' AND c.oid >= 16384";
// clang-format on

static void materialized_view_pulled(struct arena *arena, struct object *o)
{
    struct materialized_view *v = (struct materialized_view *)o;

    v->query = view_query_pulled(arena, v->query, &v->columns);
}

static void materialized_view_create(struct making *making, const struct object *after)
{
    const struct materialized_view *v = (const struct materialized_view *)after;

    MAKE(making, create_materialized_view, mg_materialized_view_args,
         compose_name(making->arena, after), .method = v->method, .tablespace = v->tablespace,
         .query = v->query, .comment = after->comment,
         .with = compose_list(making->arena, &v->with), .no_data = v->no_data);
}

static void materialized_view_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_materialized_view, mg_name_args, compose_name(making->arena, before));
}

static enum way materialized_view_way(const struct object *before, const struct object *after,
                                      unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & 1ull << F_QUERY ? WAY_REPLACE : WAY_ALTER;
}

static void materialized_view_alter(struct making *making, const struct object *before,
                                    const struct object *after, unsigned long long differences)
{
    const struct materialized_view *old = (const struct materialized_view *)before;
    const struct materialized_view *new = (const struct materialized_view *)after;
    const char *name = compose_name(making->arena, after);
    mg_alter_materialized_view_args args = {.name = name};

    if (differences & 1ull << F_METHOD)
        args.method = new->method ? new->method : "heap";
    if (differences & 1ull << F_TABLESPACE)
        args.tablespace = new->tablespace ? new->tablespace : "pg_default";
    compose_with_changes(making->arena, &old->with, &new->with, &args.reset, &args.with);
    if (args.method || args.tablespace || args.reset || args.with)
        make_op(making, &mg_op_alter_materialized_view, &args);
    if (differences & 1ull << F_NO_DATA)
        MAKE(making, refresh_materialized_view, mg_refresh_args, name, new->no_data);
}

static void materialized_view_rename(struct making *making, const struct object *before,
                                     const struct object *after)
{
    MAKE(making, rename_materialized_view, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_materialized_view = {
    .name = "materialized_view",
    .title = "materialized view",
    .word = "MATERIALIZED_VIEW_ONLY",
    .size = sizeof(struct materialized_view),
    .fields = materialized_view_fields,
    .nfields = sizeof materialized_view_fields / sizeof *materialized_view_fields,
    .holds_parts = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "MATERIALIZED VIEW",
    .create = materialized_view_create,
    .drop = materialized_view_drop,
    .way = materialized_view_way,
    .alter = materialized_view_alter,
    .rename = materialized_view_rename,
    .catalog = materialized_view_catalog,
    .pulled = materialized_view_pulled,
};
