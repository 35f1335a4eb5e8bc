#include <string.h>

#include "kinds/catalog.h"
#include "kinds/view.h"
#include "model/sql.h"
#include "model/sql_mentions.h"

enum { F_QUERY, F_SECURITY_BARRIER, F_SECURITY_INVOKER, F_CHECK_OPTION, F_WITH, F_FIRST };

// clang-format off
static const struct field view_fields[] = {
    [F_QUERY] = SAID(struct view, query, ROLE_QUERY, FORM_QUERY, NULL),
    [F_SECURITY_BARRIER] =
        SAID(struct view, security_barrier, ROLE_NONE, FORM_FLAG, "SECURITY_BARRIER"),
    [F_SECURITY_INVOKER] =
        SAID(struct view, security_invoker, ROLE_NONE, FORM_FLAG, "SECURITY_INVOKER"),
    [F_CHECK_OPTION] = SAID_CHOICE(struct view, check_option, "CHECK_OPTION", "local cascaded"),
    [F_WITH] = SAID(struct view, with, ROLE_NONE, FORM_OPTIONS, "WITH"),
    [F_FIRST] = SAID(struct view, first, ROLE_QUERY, FORM_QUERY, "FIRST"),
};

#define OPTION(name) \
    "(SELECT x.option_value FROM pg_options_to_table(c.reloptions) x WHERE x.option_name = '" name "')"

static const char view_catalog[] =
    "SELECT 1259 AS class, c.oid, 0 AS sub, n.nspname AS schema, c.relname AS name,"
    " obj_description(c.oid, 'pg_class') AS comment," CATALOG_QUERY " AS query,"
    CATALOG_RULE_OID " AS rule_oid,"
    " coalesce(" OPTION("security_barrier") "::bool, false) AS security_barrier,"
    " coalesce(" OPTION("security_invoker") "::bool, false) AS security_invoker,"
    OPTION("check_option") " AS check_option, NULL AS first,"
    CATALOG_WITH("(SELECT array_agg(x.option_name || '=' || x.option_value)"
                 " FROM pg_options_to_table(c.reloptions) x WHERE x.option_name <> 'check_option'"
                 " AND NOT x.option_value::bool)") " AS \"with\""
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND c.oid >= 16384";
// clang-format on

/* A view may read from itself, once it is there. */
static bool mentions_itself(struct arena *arena, const struct view *v)
{
    struct mentions found = mentions_of_query(arena, v->query);

    for (size_t i = 0; i < found.n; i++) {
        const struct mention *m = &found.items[i];
        bool here = m->schema ? strcmp(m->schema, *v->o.schema ? v->o.schema : "public") == 0
                              : !*v->o.schema;

        if (m->what == MENTIONED_RELATION && here && strcmp(m->name, v->o.name) == 0)
            return true;
    }
    return false;
}

static void view_pulled(struct arena *arena, struct object *o)
{
    struct view *v = (struct view *)o;
    const char *list = "";

    v->query = view_query_pulled(arena, v->query, &v->columns);
    for (size_t i = 0; i + 1 < v->columns.n; i += 2)
        list = arena_printf(arena, "%s%sNULL::%s AS %s", list, *list ? ", " : "",
                            v->columns.items[i + 1], sql_ident(arena, v->columns.items[i]));
    if (mentions_itself(arena, v))
        v->first = sql_tidy_statement(arena, arena_printf(arena, "SELECT %s", list));
}

static const char *view_said(struct arena *arena, struct object *o)
{
    const struct view *v = (const struct view *)o;

    return v->query && !v->first && mentions_itself(arena, v)
               ? "it reads from itself: FIRST(\"SELECT NULL::integer AS id\") says with what "
                 "columns it is made"
               : NULL;
}

static void make_view(struct making *making, const struct object *o, bool or_replace)
{
    const struct view *v = (const struct view *)o;

    if (v->first && !or_replace)
        MAKE(making, create_view, mg_view_args, compose_name(making->arena, o), .query = v->first);
    MAKE(making, create_view, mg_view_args, compose_name(making->arena, o),
         .check_option = v->check_option, .query = v->query,
         .comment = or_replace ? NULL : o->comment, .or_replace = or_replace || v->first,
         .security_barrier = v->security_barrier, .security_invoker = v->security_invoker,
         .with = compose_list(making->arena, &v->with));
}

static void view_create(struct making *making, const struct object *after)
{
    make_view(making, after, false);
}

static void view_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_view, mg_name_args, compose_name(making->arena, before));
}

static enum way view_way(const struct making *making, const struct object *before,
                         const struct object *after, unsigned long long differences)
{
    const struct view *old = (const struct view *)before, *new = (const struct view *)after;
    struct strings renames = {0};

    if (differences & 1ull << F_FIRST)
        return WAY_REPLACE;
    if (!(differences & 1ull << F_QUERY) || new->first ||
        view_can_become(making, old->query, new->query, &renames))
        return WAY_ALTER;
    return WAY_REPLACE;
}

static void view_alter(struct making *making, const struct object *before,
                       const struct object *after, unsigned long long differences)
{
    const struct view *old = (const struct view *)before, *new = (const struct view *)after;

    struct strings renames = {0};

    if (differences & 1ull << F_QUERY) {
        if (!new->first)
            view_can_become(making, old->query, new->query, &renames);
        for (size_t i = 0; i + 1 < renames.n; i += 2)
            MAKE(making, rename_column, mg_rename_part_args, compose_name(making->arena, after),
                 renames.items[i], renames.items[i + 1]);
        make_view(making, after, true);
        return;
    }
    mg_alter_view_args args = {
        .name = compose_name(making->arena, after),
        .security_barrier = new->security_barrier && !old->security_barrier,
        .no_security_barrier = old->security_barrier && !new->security_barrier,
        .security_invoker = new->security_invoker && !old->security_invoker,
        .no_security_invoker = old->security_invoker && !new->security_invoker,
        .check_option = differences & 1ull << F_CHECK_OPTION ? new->check_option : NULL,
        .no_check_option = old->check_option && !new->check_option,
    };

    compose_with_changes(making->arena, &old->with, &new->with, &args.reset, &args.with);
    make_op(making, &mg_op_alter_view, &args);
}

static void view_rename(struct making *making, const struct object *before,
                        const struct object *after)
{
    MAKE(making, rename_view, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_view = {
    .name = "view",
    .title = "view",
    .word = "VIEW_ONLY",
    .size = sizeof(struct view),
    .fields = view_fields,
    .nfields = sizeof view_fields / sizeof *view_fields,
    .holds_parts = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "VIEW",
    .create = view_create,
    .drop = view_drop,
    .way_among = view_way,
    .alter = view_alter,
    .rename = view_rename,
    .catalog = view_catalog,
    .pulled = view_pulled,
    .said = view_said,
};
