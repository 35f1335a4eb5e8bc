#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/sql.h"
#include "model/sql_token.h"

enum { T_ENABLED };

static const struct field trigger_fields[] = {
    [T_ENABLED] = SAID_CHOICE(struct trigger, enabled, "ENABLED", "disabled replica always"),
    SAID(struct trigger, constraint, ROLE_NONE, FORM_FLAG, "CONSTRAINT_TRIGGER"),
    /* These may say UPDATE OF columns. */
    SAID(struct trigger, before, ROLE_EXPRESSION, FORM_EVENTS, "BEFORE"),
    SAID(struct trigger, after, ROLE_EXPRESSION, FORM_EVENTS, "AFTER"),
    SAID(struct trigger, instead_of, ROLE_EXPRESSION, FORM_EVENTS, "INSTEAD_OF"),
    SAID(struct trigger, from, ROLE_RELATION, FORM_NAME, "FROM"),
    SAID(struct trigger, deferrable, ROLE_NONE, FORM_FLAG, "DEFERRABLE"),
    SAID(struct trigger, initially_deferred, ROLE_NONE, FORM_FLAG, "INITIALLY_DEFERRED"),
    SAID(struct trigger, old_table, ROLE_NONE, FORM_NAME, "OLD_TABLE"),
    SAID(struct trigger, new_table, ROLE_NONE, FORM_NAME, "NEW_TABLE"),
    SAID(struct trigger, for_each_row, ROLE_NONE, FORM_FLAG, "FOR_EACH_ROW"),
    SAID(struct trigger, when, ROLE_EXPRESSION, FORM_SQL, "WHEN"),
    SAID(struct trigger, execute, ROLE_FUNCTION, FORM_CALL, "EXECUTE"),
};

/*
 * tgtype: 1 FOR EACH ROW, 2 BEFORE, 4 INSERT, 8 DELETE, 16 UPDATE, 32 TRUNCATE, 64 INSTEAD OF. Only
 * the whole definition has the condition, and the arguments as SQL: trigger_pulled takes them out
 * of it. Those of partitions that come from their parents are none of their own.
 */
// clang-format off
#define EVENTS                                                                                  \
    "concat_ws(' OR ', CASE WHEN g.tgtype & 4 <> 0 THEN 'INSERT' END,"                          \
    " CASE WHEN g.tgtype & 16 <> 0 THEN 'UPDATE' || coalesce(' OF ' || (SELECT"                 \
    " string_agg(quote_ident(a.attname), ', ' ORDER BY u.i) FROM unnest(g.tgattr::int2[])"      \
    " WITH ORDINALITY u(n, i) JOIN pg_attribute a ON a.attrelid = g.tgrelid"                    \
    " AND a.attnum = u.n), '') END, CASE WHEN g.tgtype & 8 <> 0 THEN 'DELETE' END,"             \
    " CASE WHEN g.tgtype & 32 <> 0 THEN 'TRUNCATE' END)"

#define PARENT "coalesce((to_jsonb(g)->>'tgparentid')::bigint, 0)"

static const char trigger_catalog[] =
    "SELECT 2620 AS class, g.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " g.tgname AS name, obj_description(g.oid, 'pg_trigger') AS comment,"
    " CASE WHEN g.tgtype & 66 = 2 THEN " EVENTS " END AS before,"
    " CASE WHEN g.tgtype & 66 = 0 THEN " EVENTS " END AS after,"
    " CASE WHEN g.tgtype & 64 = 64 THEN " EVENTS " END AS instead_of,"
    " g.tgtype & 1 = 1 AS for_each_row, g.tgoldtable AS old_table, g.tgnewtable AS new_table,"
    " CASE WHEN g.tgqual IS NOT NULL OR g.tgnargs > 0 THEN pg_get_triggerdef(g.oid) END AS \"when\","
    " g.tgconstraint <> 0 AS constraint, g.tgdeferrable AND NOT g.tginitdeferred AS deferrable,"
    " g.tginitdeferred AS initially_deferred,"
    " (SELECT CASE WHEN fn.nspname = current_schema() THEN '' ELSE fn.nspname || '.' END || f.relname"
    " FROM pg_class f JOIN pg_namespace fn ON fn.oid = f.relnamespace WHERE f.oid = g.tgconstrrelid)"
    " AS \"from\","
    CATALOG_FUNCTION("g.tgfoid") " || '()' AS execute,"
    CATALOG_ENABLED("g.tgenabled") " AS enabled, " CATALOG_IF(PARENT " <> 0",
    "'a partition''s part of another one, enabled otherwise than that'") " AS left_out"
    " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT g.tgisinternal AND g.oid >= 16384 AND (" PARENT " = 0 OR EXISTS (SELECT"
    " FROM pg_trigger o WHERE o.oid = " PARENT " AND o.tgenabled <> g.tgenabled))";
// clang-format on

/* Without parentheses around all of it. */
static const char *bare(struct arena *arena, const char *from, const char *to)
{
    for (;;) {
        const char *p = from, *last = NULL;
        int depth = 0, least = 1;
        struct sql_token token;

        while (p < to && (token = sql_token_next(&p)).kind != SQL_END && token.p < to) {
            depth += sql_token_is(token, "(") - sql_token_is(token, ")");
            least = depth < least && token.p + token.n < to ? depth : least;
            last = token.p;
        }
        if (least < 1 || *from != '(' || !last || *last != ')')
            return sql_tidy(arena, arena_strndup(arena, from, (size_t)(to - from)));
        from++;
        to = last;
    }
}

/* ... WHEN (condition) EXECUTE FUNCTION name(arguments) */
static void trigger_pulled(struct arena *arena, struct object *o)
{
    struct trigger *t = (struct trigger *)o;
    const char *p = t->when, *condition = NULL, *end = NULL, *arguments = NULL;
    struct sql_token token, previous = {0};
    bool executes = false;
    int depth = 0;

    if (!p)
        return;
    t->when = NULL;
    while (!arguments && (token = sql_token_next(&p)).kind != SQL_END) {
        bool top = depth == 0;

        if (top && sql_token_word(previous, "when") && sql_token_is(token, "("))
            condition = token.p;
        if (top && sql_token_word(token, "execute")) /* may be a column, too */
            end = previous.p + previous.n;
        executes |= top && sql_token_word(previous, "execute") && sql_token_word(token, "function");
        if (executes && sql_token_is(token, "("))
            arguments = token.p;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        previous = token;
    }
    if (condition && end)
        t->when = bare(arena, condition, end);
    if (arguments)
        t->execute =
            arena_printf(arena, "%.*s%s", (int)strlen(t->execute) - 2, t->execute, arguments);
}

/* What PostgreSQL would refuse, as far as the trigger alone tells. */
static const char *trigger_said(struct arena *arena, struct object *o)
{
    struct trigger *t = (struct trigger *)o;
    int times = (t->before != NULL) + (t->after != NULL) + (t->instead_of != NULL);

    (void)arena;
    t->deferrable &= !t->initially_deferred;
    if (times != 1)
        return "it needs one of BEFORE, AFTER and INSTEAD_OF";
    if (!t->execute)
        return "it needs EXECUTE(function)";
    if (t->constraint && (!t->after || !t->for_each_row))
        return "a constraint trigger is AFTER and FOR_EACH_ROW";
    if (!t->constraint && (t->from || t->deferrable || t->initially_deferred))
        return "only a CONSTRAINT_TRIGGER has FROM, DEFERRABLE or INITIALLY_DEFERRED";
    if (t->instead_of && (!t->for_each_row || t->when))
        return "INSTEAD_OF goes with FOR_EACH_ROW and without WHEN";
    if ((t->old_table || t->new_table) && !t->after)
        return "only an AFTER trigger has OLD_TABLE and NEW_TABLE";
    return NULL;
}

static mg_trigger_args compose(struct arena *arena, const struct object *o)
{
    const struct trigger *t = (const struct trigger *)o;

    return (mg_trigger_args){
        .table = compose_table(arena, o),
        .name = o->name,
        .before = t->before,
        .after = t->after,
        .instead_of = t->instead_of,
        .old_table = t->old_table,
        .new_table = t->new_table,
        .when = t->when,
        .from = t->from,
        .execute = t->execute,
        .enabled = t->enabled,
        .for_each_row = t->for_each_row,
        .constraint = t->constraint,
        .deferrable = t->deferrable,
        .initially_deferred = t->initially_deferred,
    };
}

static void trigger_create(struct making *making, const struct object *after)
{
    mg_trigger_args args = compose(making->arena, after);

    args.comment = after->comment;
    make_op(making, &mg_op_create_trigger, &args);
}

static void trigger_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_trigger, mg_part_args, compose_table(making->arena, before), before->name);
}

/* CREATE OR REPLACE TRIGGER knows no constraint triggers. */
static enum way trigger_way(const struct object *before, const struct object *after,
                            unsigned long long differences)
{
    bool constraint =
        ((const struct trigger *)before)->constraint || ((const struct trigger *)after)->constraint;

    return differences == 1ull << T_ENABLED || !constraint ? WAY_ALTER : WAY_REPLACE;
}

static void trigger_alter(struct making *making, const struct object *before,
                          const struct object *after, unsigned long long differences)
{
    mg_trigger_args args = compose(making->arena, after);

    if (differences == 1ull << T_ENABLED) {
        MAKE(making, alter_trigger, mg_trigger_args, args.table, args.name,
             .enabled = args.enabled ? args.enabled : "origin");
        return;
    }
    args.or_replace = true;
    if (((const struct trigger *)before)->enabled && !args.enabled)
        args.enabled = "origin";
    make_op(making, &mg_op_create_trigger, &args);
}

static void trigger_rename(struct making *making, const struct object *before,
                           const struct object *after)
{
    MAKE(making, rename_trigger, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

const struct kind kind_trigger = {
    .name = "trigger",
    .title = "trigger",
    .word = "TRIGGER",
    .size = sizeof(struct trigger),
    .fields = trigger_fields,
    .nfields = sizeof trigger_fields / sizeof *trigger_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "TRIGGER",
    .create = trigger_create,
    .drop = trigger_drop,
    .way = trigger_way,
    .alter = trigger_alter,
    .rename = trigger_rename,
    .catalog = trigger_catalog,
    .pulled = trigger_pulled,
    .said = trigger_said,
};
