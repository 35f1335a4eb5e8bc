#include <stdlib.h>
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/function.h"
#include "model/sql.h"
#include "model/types.h"

static const struct field function_fields[] = {
    [F_RETURNS] = FIELD(struct function, returns, ROLE_TYPE),
    [F_RETURNS_SET] = FIELD(struct function, returns_set, ROLE_NONE),
    [F_TYPES] = FIELD_AS(struct function, arguments.types, "argument_types", ROLE_TYPE),
    [F_NAMES] = FIELD_AS(struct function, arguments.names, "argument_names", ROLE_NONE),
    [F_MODES] = FIELD_AS(struct function, arguments.modes, "argument_modes", ROLE_NONE),
    [F_DEFAULTS] = FIELD_AS(struct function, arguments.defaults, "argument_defaults", ROLE_VALUE),
    [F_LANGUAGE] = SAID(struct function, language, ROLE_NONE, FORM_NAME, "LANGUAGE"),
    [F_BODY] = SAID(struct function, body, ROLE_BODY, FORM_BODY, "BODY"),
    [F_ATOMIC] = FIELD(struct function, atomic, ROLE_QUERY),
    [F_LIBRARY] = FIELD(struct function, library, ROLE_NONE),
    [F_SYMBOL] = FIELD(struct function, symbol, ROLE_NONE),
    [F_SECURITY_DEFINER] =
        SAID(struct function, security_definer, ROLE_NONE, FORM_FLAG, "SECURITY_DEFINER"),
    [F_SET] = FIELD(struct function, set, ROLE_NONE),
    [F_TRANSFORM] = SAID(struct function, transform, ROLE_TYPE, FORM_SQL, "TRANSFORM"),
    [F_IMMUTABLE] = SAID(struct function, immutable, ROLE_NONE, FORM_FLAG, "IMMUTABLE"),
    [F_STABLE] = SAID(struct function, stable, ROLE_NONE, FORM_FLAG, "STABLE"),
    [F_STRICT] = SAID(struct function, strict, ROLE_NONE, FORM_FLAG, "STRICT"),
    [F_LEAKPROOF] = SAID(struct function, leakproof, ROLE_NONE, FORM_FLAG, "LEAKPROOF"),
    [F_WINDOW] = SAID(struct function, window, ROLE_NONE, FORM_FLAG, "WINDOW"),
    [F_PARALLEL] = SAID_CHOICE(struct function, parallel, "PARALLEL", "safe restricted unsafe"),
    [F_COST] = SAID(struct function, cost, ROLE_NONE, FORM_NUMBER, "COST"),
    [F_ROWS] = SAID(struct function, rows, ROLE_NONE, FORM_NUMBER, "ROWS"),
    [F_SUPPORT] = SAID(struct function, support, ROLE_FUNCTION, FORM_NAME, "SUPPORT"),
};

/* --- From the catalog --------------------------------------------------------------------- */

/*
 * Arguments as pg_proc has them; a body of standard SQL, and a function that the name alone does
 * not call, are read from the whole definition (13 has no function that gives the body alone).
 */
// clang-format off
#define CATALOG_ROUTINE                                                                          \
    "SELECT 1255 AS class, p.oid, 0 AS sub, n.nspname AS schema, p.proname AS name,"             \
    " obj_description(p.oid, 'pg_proc') AS comment," CATALOG_ARGUMENTS                           \
    " (SELECT array_agg(d ORDER BY i) FROM generate_series(1, CASE WHEN p.pronargdefaults > 0"   \
    " THEN cardinality(coalesce(p.proallargtypes, p.proargtypes::oid[])) ELSE 0 END) i,"         \
    " pg_get_function_arg_default(p.oid, i) d WHERE d IS NOT NULL) AS argument_defaults,"        \
    " l.lanname AS language,"                                                                    \
    " CASE WHEN to_jsonb(p)->>'prosqlbody' IS NOT NULL THEN pg_get_functiondef(p.oid) END"       \
    " AS atomic,"                                                                                \
    " CASE WHEN to_jsonb(p)->>'prosqlbody' IS NULL AND p.probin IS NULL THEN p.prosrc END AS body," \
    " p.probin AS library,"                                                                      \
    " CASE WHEN p.probin IS NOT NULL AND p.prosrc <> p.proname THEN p.prosrc END AS symbol,"     \
    " p.prosecdef AS security_definer, p.proconfig AS set,"                                      \
    " (SELECT array_agg(format_type(t, NULL) ORDER BY i) FROM unnest(p.protrftypes)"             \
    " WITH ORDINALITY u(t, i)) AS transform"
#define CATALOG_FROM_ROUTINE                                                                     \
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"                              \
    " JOIN pg_language l ON l.oid = p.prolang"

static const char function_catalog[] =
    CATALOG_ROUTINE ","
    CATALOG_IF("p.proargmodes IS NULL OR NOT p.proargmodes && '{o,b,t}'",
               "format_type(p.prorettype, NULL)") " AS returns,"
    " p.proretset AS returns_set, p.provolatile = 'i' AS immutable, p.provolatile = 's' AS stable,"
    " p.proisstrict AS strict, p.proleakproof AS leakproof, p.prokind = 'w' AS window,"
    " CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,"
    " CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END"
    " THEN p.procost END AS cost,"
    " CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows END AS rows,"
    " CASE WHEN p.prosupport <> 0 THEN p.prosupport::regproc END AS support"
    /* A range type brings its own. */
    CATALOG_FROM_ROUTINE " WHERE p.prokind IN ('f', 'w') AND p.oid >= 16384 AND NOT EXISTS"
    " (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype = 'i')";

static const char procedure_catalog[] =
    CATALOG_ROUTINE ", NULL AS returns, false AS returns_set"
    CATALOG_FROM_ROUTINE " WHERE p.prokind = 'p' AND p.oid >= 16384";
// clang-format on

/* The definition's last part. */
static void take_atomic(struct arena *arena, struct function *f)
{
    struct routine_error error;
    const char *text = f->atomic;
    bool only_comment;
    size_t at, body;
    struct function *whole =
        routine_statement(arena, f->atomic, &text, &only_comment, &at, &body, &error);

    f->atomic = whole ? whole->atomic : NULL;
    f->language = NULL;
}

static void routine_pulled(struct arena *arena, struct object *o)
{
    struct function *f = (struct function *)o;

    arguments_pulled(arena, &f->arguments);
    o->name = routine_signature(arena, routine_plain_name(arena, o->name), &f->arguments);
    f->returns = f->returns ? type_plain(arena, f->returns) : NULL;
    if (f->atomic)
        take_atomic(arena, f);
    routine_settle(arena, f);
    for (size_t i = 0; i < f->set.n; i++)
        f->set.items[i] = routine_stored_setting(arena, f->set.items[i]);
}

/* --- Operations --------------------------------------------------------------------------- */

mg_function_args routine_args(struct arena *arena, const struct object *o)
{
    const struct function *f = (const struct function *)o;
    const char *arguments = routine_arguments(arena, &f->arguments);

    return (mg_function_args){
        .name = routine_declaration(arena, o, arguments),
        .returns = o->kind == &kind_procedure ? NULL : routine_returns(arena, f),
        .language = f->language,
        .body = f->body,
        .atomic = f->atomic,
        .library = f->library,
        .symbol = f->symbol,
        .volatility = f->immutable ? "IMMUTABLE"
                      : f->stable  ? "STABLE"
                                   : NULL,
        .strict = f->strict,
        .security_definer = f->security_definer,
        .leakproof = f->leakproof,
        .window = f->window,
        .parallel = f->parallel,
        .cost = f->cost,
        .rows = f->rows,
        .support = f->support,
        .set = compose_list(arena, &f->set),
        .transform = compose_list(arena, &f->transform),
    };
}

static void routine_create(struct making *making, const struct object *after)
{
    mg_function_args args = routine_args(making->arena, after);

    make_op(making, ROUTINE_OP(after, create), &args);
}

static void routine_drop(struct making *making, const struct object *before)
{
    make_op(making, ROUTINE_OP(before, drop),
            &(const mg_name_args){compose_name(making->arena, before)});
}

static void routine_rename(struct making *making, const struct object *before,
                           const struct object *after)
{
    make_op(making, ROUTINE_OP(before, rename),
            &(const mg_rename_args){compose_name(making->arena, before),
                                    compose_name(making->arena, after)});
}

const struct kind kind_function = {
    .name = "function",
    .title = "function",
    .word = "FUNCTION",
    .size = sizeof(struct function),
    .fields = function_fields,
    .nfields = sizeof function_fields / sizeof *function_fields,
    .names = NAMES_OF_ROUTINES,
    .comment_object = "FUNCTION",
    .create = routine_create,
    .drop = routine_drop,
    .way = routine_way,
    .alter = routine_alter,
    .rename = routine_rename,
    .key = function_key,
    .catalog = function_catalog,
    .pulled = routine_pulled,
};

const struct kind kind_procedure = {
    .name = "procedure",
    .title = "procedure",
    .word = "PROCEDURE",
    .size = sizeof(struct function),
    .fields = function_fields,
    .nfields = F_IMMUTABLE,
    .names = NAMES_OF_ROUTINES,
    .comment_object = "PROCEDURE",
    .create = routine_create,
    .drop = routine_drop,
    .way = routine_way,
    .alter = routine_alter,
    .rename = routine_rename,
    .key = function_key,
    .catalog = procedure_catalog,
    .pulled = routine_pulled,
};
