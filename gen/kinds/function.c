#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { F_RETURNS, F_LANGUAGE, F_BODY };

static const struct field function_fields[] = {
    [F_RETURNS] = FIELD(struct function, returns, ROLE_TYPE),
    [F_LANGUAGE] = FIELD(struct function, language, ROLE_NONE),
    [F_BODY] = FIELD(struct function, body, ROLE_NONE),
};

/* Those that ON_UPDATE makes are as plain as functions can be. */
// clang-format off
static const char function_catalog[] =
    "SELECT 1255 AS class, p.oid, 0 AS sub, n.nspname AS schema,"
    " p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name,"
    " obj_description(p.oid, 'pg_proc') AS comment,"
    " pg_get_function_result(p.oid) AS returns, l.lanname AS language, p.prosrc AS body,"
    CATALOG_IF("p.provolatile <> 'v' OR p.prosecdef OR p.proconfig IS NOT NULL OR p.proisstrict"
               " OR p.proleakproof OR p.proparallel <> 'u' OR p.procost <> 100 OR p.probin IS NOT NULL",
               "'its attributes cannot be said yet'") " AS left_out"
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    " JOIN pg_language l ON l.oid = p.prolang"
    " WHERE p.prokind = 'f' AND p.oid >= 16384";
// clang-format on

static void make_function(struct making *making, const struct object *o, bool or_replace)
{
    const struct function *f = (const struct function *)o;

    MAKE(making, create_function, mg_function_args, compose_name(making->arena, o),
         .returns = f->returns, .language = f->language, .body = f->body,
         .comment = or_replace ? NULL : o->comment, .or_replace = or_replace);
}

static void function_create(struct making *making, const struct object *after)
{
    make_function(making, after, false);
}

static void function_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_function, mg_name_args, compose_name(making->arena, before));
}

/* CREATE OR REPLACE FUNCTION changes everything but what it returns. */
static enum way function_way(const struct object *before, const struct object *after,
                             unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & 1ull << F_RETURNS ? WAY_REPLACE : WAY_ALTER;
}

static void function_alter(struct making *making, const struct object *before,
                           const struct object *after, unsigned long long differences)
{
    (void)before;
    (void)differences;
    make_function(making, after, true);
}

static void function_rename(struct making *making, const struct object *before,
                            const struct object *after)
{
    MAKE(making, rename_function, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_function = {
    .name = "function",
    .title = "function",
    .size = sizeof(struct function),
    .fields = function_fields,
    .nfields = sizeof function_fields / sizeof *function_fields,
    .names = NAMES_OF_ROUTINES,
    .comment_inline = true,
    .comment_object = "FUNCTION",
    .create = function_create,
    .drop = function_drop,
    .way = function_way,
    .alter = function_alter,
    .rename = function_rename,
    .catalog = function_catalog,
};
