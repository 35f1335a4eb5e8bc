#include <string.h>

#include "kinds/catalog.h"
#include "kinds/routine.h"
#include "model/types.h"

enum { A_TYPES, A_NAMES, A_MODES, A_DIRECT, A_SFUNC, A_STYPE, A_FINALFUNC };

#define SAID_FUNCTION(member, word) SAID(struct aggregate, member, ROLE_FUNCTION, FORM_NAME, word)

// clang-format off
static const struct field aggregate_fields[] = {
    [A_TYPES] = FIELD_AS(struct aggregate, arguments.types, "argument_types", ROLE_TYPE),
    [A_NAMES] = FIELD_AS(struct aggregate, arguments.names, "argument_names", ROLE_NONE),
    [A_MODES] = FIELD_AS(struct aggregate, arguments.modes, "argument_modes", ROLE_NONE),
    [A_DIRECT] = FIELD_AS(struct aggregate, arguments.direct, "argument_direct", ROLE_NONE),
    [A_SFUNC] = SAID_FUNCTION(sfunc, "SFUNC"),
    [A_STYPE] = SAID(struct aggregate, stype, ROLE_TYPE, FORM_SQL, "STYPE"),
    [A_FINALFUNC] = SAID_FUNCTION(finalfunc, "FINALFUNC"),
    SAID(struct aggregate, sspace, ROLE_NONE, FORM_NUMBER, "SSPACE"),
    SAID(struct aggregate, finalfunc_extra, ROLE_NONE, FORM_FLAG, "FINALFUNC_EXTRA"),
    SAID_CHOICE(struct aggregate, finalfunc_modify, "FINALFUNC_MODIFY", "read_only shareable read_write"),
    SAID_FUNCTION(combinefunc, "COMBINEFUNC"),
    SAID_FUNCTION(serialfunc, "SERIALFUNC"),
    SAID_FUNCTION(deserialfunc, "DESERIALFUNC"),
    SAID(struct aggregate, initcond, ROLE_NONE, FORM_TEXT, "INITCOND"),
    SAID_FUNCTION(msfunc, "MSFUNC"),
    SAID_FUNCTION(minvfunc, "MINVFUNC"),
    SAID(struct aggregate, mstype, ROLE_TYPE, FORM_SQL, "MSTYPE"),
    SAID(struct aggregate, msspace, ROLE_NONE, FORM_NUMBER, "MSSPACE"),
    SAID_FUNCTION(mfinalfunc, "MFINALFUNC"),
    SAID(struct aggregate, mfinalfunc_extra, ROLE_NONE, FORM_FLAG, "MFINALFUNC_EXTRA"),
    SAID_CHOICE(struct aggregate, mfinalfunc_modify, "MFINALFUNC_MODIFY", "read_only shareable read_write"),
    SAID(struct aggregate, minitcond, ROLE_NONE, FORM_TEXT, "MINITCOND"),
    SAID(struct aggregate, sortop, ROLE_NONE, FORM_TEXT, "SORTOP"),
    SAID_CHOICE(struct aggregate, parallel, "PARALLEL", "safe restricted"),
    SAID(struct aggregate, hypothetical, ROLE_NONE, FORM_FLAG, "HYPOTHETICAL"),
};

/* Ordered-set aggregates read and write their state by default, others only read it. */
#define MODIFY(member) \
    "CASE WHEN " member " <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN"              \
    " CASE " member " WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END END"

static const char aggregate_catalog[] =
    "SELECT 1255 AS class, p.oid, 0 AS sub, n.nspname AS schema, p.proname AS name,"
    " obj_description(p.oid, 'pg_proc') AS comment," CATALOG_ARGUMENTS
    " CASE WHEN a.aggkind <> 'n' THEN a.aggnumdirectargs END AS argument_direct,"
    CATALOG_FUNCTION("a.aggtransfn") " AS sfunc, format_type(a.aggtranstype, NULL) AS stype,"
    " nullif(a.aggtransspace, 0) AS sspace,"
    CATALOG_FUNCTION("a.aggfinalfn") " AS finalfunc, a.aggfinalextra AS finalfunc_extra,"
    MODIFY("a.aggfinalmodify") " AS finalfunc_modify,"
    CATALOG_FUNCTION("a.aggcombinefn") " AS combinefunc,"
    CATALOG_FUNCTION("a.aggserialfn") " AS serialfunc,"
    CATALOG_FUNCTION("a.aggdeserialfn") " AS deserialfunc, a.agginitval AS initcond,"
    CATALOG_FUNCTION("a.aggmtransfn") " AS msfunc,"
    CATALOG_FUNCTION("a.aggminvtransfn") " AS minvfunc,"
    " CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,"
    " nullif(a.aggmtransspace, 0) AS msspace,"
    CATALOG_FUNCTION("a.aggmfinalfn") " AS mfinalfunc, a.aggmfinalextra AS mfinalfunc_extra,"
    " CASE WHEN a.aggmtransfn <> 0 THEN " MODIFY("a.aggmfinalmodify") " END AS mfinalfunc_modify,"
    " a.aggminitval AS minitcond,"
    " (SELECT CASE WHEN sn.nspname IN ('pg_catalog', current_schema()) THEN s.oprname"
    " ELSE 'OPERATOR(' || quote_ident(sn.nspname) || '.' || s.oprname || ')' END"
    " FROM pg_operator s JOIN pg_namespace sn ON sn.oid = s.oprnamespace"
    " WHERE s.oid = a.aggsortop) AS sortop,"
    " CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,"
    " a.aggkind = 'h' AS hypothetical"
    " FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid"
    " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384";
// clang-format on

static void aggregate_pulled(struct arena *arena, struct object *o)
{
    struct aggregate *a = (struct aggregate *)o;

    arguments_pulled(arena, &a->arguments);
    o->name = aggregate_signature(arena, routine_plain_name(arena, o->name), &a->arguments);
}

static mg_aggregate_args compose(struct arena *arena, const struct object *o)
{
    const struct aggregate *a = (const struct aggregate *)o;

    return (mg_aggregate_args){
        .name = routine_declaration(arena, o, aggregate_arguments(arena, &a->arguments)),
        .sfunc = a->sfunc,
        .stype = a->stype,
        .sspace = a->sspace,
        .finalfunc = a->finalfunc,
        .finalfunc_extra = a->finalfunc_extra,
        .finalfunc_modify = a->finalfunc_modify,
        .combinefunc = a->combinefunc,
        .serialfunc = a->serialfunc,
        .deserialfunc = a->deserialfunc,
        .initcond = a->initcond,
        .msfunc = a->msfunc,
        .minvfunc = a->minvfunc,
        .mstype = a->mstype,
        .msspace = a->msspace,
        .mfinalfunc = a->mfinalfunc,
        .mfinalfunc_extra = a->mfinalfunc_extra,
        .mfinalfunc_modify = a->mfinalfunc_modify,
        .minitcond = a->minitcond,
        .sortop = a->sortop,
        .parallel = a->parallel,
        .hypothetical = a->hypothetical,
    };
}

static void aggregate_create(struct making *making, const struct object *after)
{
    mg_aggregate_args args = compose(making->arena, after);

    args.comment = after->comment;
    make_op(making, &mg_op_create_aggregate, &args);
}

static void aggregate_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_aggregate, mg_name_args, compose_name(making->arena, before));
}

/* The result is that of the final function, or the state itself. */
static enum way aggregate_way(const struct object *before, const struct object *after,
                              unsigned long long differences)
{
    const struct aggregate *a = (const struct aggregate *)before;
    const struct aggregate *b = (const struct aggregate *)after;
    bool kept = arguments_keep_names(&a->arguments, &b->arguments) &&
                a->hypothetical == b->hypothetical &&
                !(differences & (1ull << A_STYPE | 1ull << A_FINALFUNC | 1ull << A_DIRECT));

    return kept ? WAY_ALTER : WAY_REPLACE;
}

static void aggregate_alter(struct making *making, const struct object *before,
                            const struct object *after, unsigned long long differences)
{
    mg_aggregate_args args = compose(making->arena, after);

    (void)before;
    (void)differences;
    args.or_replace = true;
    make_op(making, &mg_op_create_aggregate, &args);
}

static void aggregate_rename(struct making *making, const struct object *before,
                             const struct object *after)
{
    MAKE(making, rename_aggregate, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_aggregate = {
    .name = "aggregate",
    .title = "aggregate",
    .word = "AGGREGATE",
    .size = sizeof(struct aggregate),
    .fields = aggregate_fields,
    .nfields = sizeof aggregate_fields / sizeof *aggregate_fields,
    .names = NAMES_OF_ROUTINES,
    .comment_inline = true,
    .comment_object = "AGGREGATE",
    .create = aggregate_create,
    .drop = aggregate_drop,
    .way = aggregate_way,
    .alter = aggregate_alter,
    .rename = aggregate_rename,
    .key = aggregate_key,
    .catalog = aggregate_catalog,
    .pulled = aggregate_pulled,
};
