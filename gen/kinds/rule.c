/* Rules, but for those ON SELECT, which PostgreSQL calls views. */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/view.h"
#include "model/sql.h"
#include "model/sql_token.h"

enum { F_EVENT, F_WHERE, F_INSTEAD, F_DO, F_ENABLED };

// clang-format off
static const struct field rule_fields[] = {
    [F_EVENT] = SAID_CHOICE(struct rule, event, "ON", "insert update delete"),
    [F_WHERE] = SAID(struct rule, where, ROLE_QUERY, FORM_SQL, "WHERE"),
    [F_INSTEAD] = SAID(struct rule, instead, ROLE_NONE, FORM_FLAG, "INSTEAD"),
    [F_DO] = {"do", FIELD_TEXT, ROLE_QUERY, offsetof(struct rule, do_), FORM_COMMANDS, "DO"},
    [F_ENABLED] = SAID_CHOICE(struct rule, enabled, "ENABLED", "always replica disabled"),
};

/* The definition is taken apart by rule_pulled. */
static const char rule_catalog[] =
    "SELECT 2618 AS class, r.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " r.rulename AS name, obj_description(r.oid, 'pg_rewrite') AS comment,"
    " CASE r.ev_type WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END AS event,"
    " NULL AS \"where\", r.is_instead AS instead, pg_get_ruledef(r.oid) AS \"do\","
    " CASE r.ev_enabled WHEN 'A' THEN 'always' WHEN 'R' THEN 'replica' WHEN 'D' THEN 'disabled'"
    " END AS enabled"
    " FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE r.rulename <> '_RETURN' AND r.oid >= 16384";
// clang-format on

/* Without the parentheses around several commands, and the semicolon behind each. */
static const char *commands(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, sql_tidy(arena, text));
    size_t n = strlen(copy);

    while (n && strchr(" ;", copy[n - 1]))
        copy[--n] = '\0';
    if (*copy == '(' && n && copy[n - 1] == ')') {
        copy[--n] = '\0';
        copy++;
        n--;
    }
    while (n && strchr(" ;", copy[n - 1]))
        copy[--n] = '\0';
    return copy;
}

/* Without parentheses around all of it. */
static const char *condition(struct arena *arena, const char *text)
{
    const char *tidy = sql_tidy(arena, text), *p = tidy;
    size_t n = strlen(tidy);
    int depth = 0;

    if (*tidy != '(')
        return tidy;
    for (;;) {
        struct sql_token token = sql_token_next(&p);

        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth == 0)
            break;
    }
    return *p ? tidy : arena_strndup(arena, tidy + 1, n - 2);
}

/* CREATE RULE name AS ON event TO table [WHERE condition] DO [INSTEAD] commands; */
static void rule_pulled(struct arena *arena, struct object *o)
{
    struct rule *rule = (struct rule *)o;
    const char *p = rule->do_, *where = NULL;
    struct sql_token token;
    int depth = 0;

    do {
        token = sql_token_next(&p);
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth == 0 && !where && sql_token_word(token, "where"))
            where = p;
    } while (token.kind != SQL_END && (depth || !sql_token_word(token, "do")));
    if (where && token.p)
        rule->where = condition(arena, arena_strndup(arena, where, (size_t)(token.p - where)));

    const char *rest = p;

    token = sql_token_next(&p);
    rule->do_ = commands(arena, sql_token_word(token, "instead") ? p : rest);
}

static void make_rule(struct making *making, const struct object *o, bool or_replace)
{
    const struct rule *r = (const struct rule *)o;

    MAKE(making, create_rule, mg_rule_args, compose_table(making->arena, o), o->name,
         .event = r->event, .where = r->where, .commands = r->do_,
         .comment = or_replace ? NULL : o->comment, .or_replace = or_replace,
         .instead = r->instead);
}

static void set_state(struct making *making, const struct object *o)
{
    const struct rule *r = (const struct rule *)o;

    MAKE(making, alter_rule, mg_alter_rule_args, compose_table(making->arena, o), o->name,
         r->enabled ? r->enabled : "origin");
}

static void rule_create(struct making *making, const struct object *after)
{
    make_rule(making, after, false);
    if (((const struct rule *)after)->enabled)
        set_state(making, after);
}

static void rule_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_rule, mg_part_args, compose_table(making->arena, before), before->name);
}

static enum way rule_way(const struct object *before, const struct object *after,
                         unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void rule_alter(struct making *making, const struct object *before,
                       const struct object *after, unsigned long long differences)
{
    (void)before;
    if (differences & ~(1ull << F_ENABLED))
        make_rule(making, after, true);
    if (differences & 1ull << F_ENABLED)
        set_state(making, after);
}

static void rule_rename(struct making *making, const struct object *before,
                        const struct object *after)
{
    MAKE(making, rename_rule, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

const struct kind kind_rule = {
    .name = "rule",
    .title = "rule",
    .word = "RULE",
    .size = sizeof(struct rule),
    .fields = rule_fields,
    .nfields = sizeof rule_fields / sizeof *rule_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "RULE",
    .create = rule_create,
    .drop = rule_drop,
    .way = rule_way,
    .alter = rule_alter,
    .rename = rule_rename,
    .catalog = rule_catalog,
    .pulled = rule_pulled,
};
