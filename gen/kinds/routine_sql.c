/*
 * CREATE FUNCTION and its like, read token by token: what the grammar of PostgreSQL allows
 * (func_args, createfunc_opt_list in src/backend/parser/gram.y). Whether bodies are right is not
 * asked here.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/routine_parse.h"
#include "model/sql.h"
#include "model/types.h"

void parser_advance(struct parser *p)
{
    p->token = sql_token_next(&p->next);
}

struct parser parser_of(struct arena *arena, const char *start, const char *text,
                        struct routine_error *error)
{
    struct parser p = {.arena = arena, .start = start, .next = text, .error = error};

    *error = (struct routine_error){0};
    parser_advance(&p);
    return p;
}

bool parser_fail_at(struct parser *p, const char *at, const char *message)
{
    if (!p->error->message)
        *p->error = (struct routine_error){message, (size_t)(at - p->start)};
    return false;
}

bool parser_fail(struct parser *p, const char *expected)
{
    const char *message = p->token.kind == SQL_END
                              ? arena_printf(p->arena, "%s is missing at the end", expected)
                              : arena_printf(p->arena, "%s is missing at \"%.*s\"", expected,
                                             (int)p->token.n, p->token.p);

    return parser_fail_at(p, p->token.p, message);
}

bool parser_is_word(const struct parser *p, const char *word)
{
    return sql_token_word(p->token, word);
}

bool parser_accept(struct parser *p, const char *text)
{
    bool here = sql_token_is(p->token, text) || parser_is_word(p, text);

    if (here)
        parser_advance(p);
    return here;
}

bool parser_expect(struct parser *p, const char *text)
{
    return parser_accept(p, text) || parser_fail(p, text);
}

bool parser_take_name(struct parser *p, const char **name)
{
    if (p->token.kind != SQL_WORD && p->token.kind != SQL_QUOTED)
        return parser_fail(p, "a name");
    *name = sql_token_name(p->arena, p->token);
    parser_advance(p);
    return true;
}

bool parser_take_qualified(struct parser *p, const char **schema, const char **name)
{
    *schema = NULL;
    if (!parser_take_name(p, name))
        return false;
    if (!parser_accept(p, "."))
        return true;
    *schema = *name;
    return parser_take_name(p, name);
}

/* Moves to the first of these at depth 0, or the end; the text up to it, tidied. */
const char *parser_take_until(struct parser *p, const char *const *ends)
{
    const char *from = p->token.p, *to = from;
    int depth = 0;

    for (; p->token.kind != SQL_END; parser_advance(p)) {
        for (size_t i = 0; depth == 0 && ends[i]; i++)
            if (sql_token_is(p->token, ends[i]) || parser_is_word(p, ends[i]))
                goto found;
        depth += sql_token_is(p->token, "(") + sql_token_is(p->token, "[");
        depth -= sql_token_is(p->token, ")") + sql_token_is(p->token, "]");
        to = p->token.p + p->token.n;
    }
found:
    return sql_tidy(p->arena, arena_strndup(p->arena, from, (size_t)(to - from)));
}

/* --- Arguments ---------------------------------------------------------------------------- */

static const char *take_mode(struct parser *p)
{
    if (parser_accept(p, "in"))
        return parser_accept(p, "out") ? "INOUT" : "IN";
    if (parser_accept(p, "out"))
        return "OUT";
    if (parser_accept(p, "inout"))
        return "INOUT";
    return parser_accept(p, "variadic") ? "VARIADIC" : NULL;
}

static void add_argument(struct parser *p, struct arguments *args, const char *mode,
                         const char *name, const char *type)
{
    bool named = *name || args->names.n, moded = strcmp(mode, "IN") != 0 || args->modes.n;

    while (named && args->names.n < args->types.n)
        strings_add(p->arena, &args->names, "");
    while (moded && args->modes.n < args->types.n)
        strings_add(p->arena, &args->modes, "IN");
    if (named)
        strings_add(p->arena, &args->names, name);
    if (moded)
        strings_add(p->arena, &args->modes, mode);
    strings_add(p->arena, &args->types, type);
}

/* [mode] [name] [mode] type, in any of the orders that the grammar has. */
static bool take_argument(struct parser *p, struct arguments *args, const char *mode)
{
    static const char *const ends[] = {",", ")", "default", "=", "order", NULL};
    const char *own = take_mode(p), *name = "", *start = p->token.p, *text, *type;
    struct parser ahead = *p;

    text = parser_take_until(&ahead, ends);
    type = type_plain(p->arena, text);
    if (!type) {
        if (!parser_take_name(p, &name))
            return false;
        own = own ? own : take_mode(p);
        text = parser_take_until(p, ends);
        type = type_plain(p->arena, text);
    } else {
        *p = ahead;
    }
    if (!type)
        return parser_fail_at(p, start,
                              *text ? arena_printf(p->arena, "\"%s\" is not a type", text)
                                    : "an argument has no type");
    add_argument(p, args, mode ? mode : own ? own : "IN", name, type);
    return true;
}

bool parser_take_arguments(struct parser *p, struct arguments *args)
{
    static const char *const ends[] = {",", ")", NULL};

    if (!parser_expect(p, "("))
        return false;
    while (!sql_token_is(p->token, ")")) {
        if (!take_argument(p, args, NULL))
            return false;
        if (parser_accept(p, "default") || parser_accept(p, "=")) {
            const char *at = p->token.p, *text = parser_take_until(p, ends);

            if (!*text)
                return parser_fail_at(p, at, "a default is missing");
            strings_add(p->arena, &args->defaults, text);
        } else if (args->defaults.n && argument_is_input(args, args->types.n - 1)) {
            return parser_fail(p, "DEFAULT, which the arguments before it have,");
        }
        if (!parser_accept(p, ","))
            break;
    }
    return parser_expect(p, ")");
}

static bool take_aggregated(struct parser *p, struct arguments *args)
{
    bool ordered = false;

    if (!parser_expect(p, "("))
        return false;
    if (parser_accept(p, "*"))
        return parser_expect(p, ")");
    while (!sql_token_is(p->token, ")")) {
        if (!ordered && parser_accept(p, "order")) {
            if (!parser_expect(p, "by"))
                return false;
            ordered = true;
            args->direct = arena_printf(p->arena, "%zu", args->types.n);
        }
        if (!take_argument(p, args, NULL))
            return false;
        if (!parser_accept(p, ",") && (ordered || !parser_is_word(p, "order")))
            break;
    }
    return parser_expect(p, ")");
}

/* PostgreSQL keeps VARIADIC "any" ORDER BY VARIADIC "any" as one argument. */
static void fold_variadic(struct arguments *args)
{
    size_t n = args->types.n, direct = args->direct ? strtoul(args->direct, NULL, 10) : 0;

    if (!direct || n != direct + 1 || strcmp(argument_mode(args, direct - 1), "VARIADIC") != 0)
        return;
    args->types.n--;
    args->modes.n--;
    args->names.n -= args->names.n > 0;
}

static bool parse(struct parser *p, const char **schema, const char **name, struct arguments *args,
                  bool aggregate)
{
    *args = (struct arguments){0};
    if (!parser_take_qualified(p, schema, name) ||
        !(aggregate ? take_aggregated(p, args) : parser_take_arguments(p, args)))
        return false;
    if (aggregate)
        fold_variadic(args);
    return true;
}

bool routine_parse(struct arena *arena, const char *text, const char **schema, const char **name,
                   struct arguments *args, struct routine_error *error)
{
    struct parser p = parser_of(arena, text, text, error);

    return parse(&p, schema, name, args, false) &&
           (p.token.kind == SQL_END || parser_fail(&p, "the end"));
}

bool aggregate_parse(struct arena *arena, const char *text, const char **schema, const char **name,
                     struct arguments *args, struct routine_error *error)
{
    struct parser p = parser_of(arena, text, text, error);

    return parse(&p, schema, name, args, true) &&
           (p.token.kind == SQL_END || parser_fail(&p, "the end"));
}

/* --- What it returns ---------------------------------------------------------------------- */

/* Columns of a table: they come behind the arguments. */
static bool take_table(struct parser *p, struct function *f)
{
    f->returns_set = true;
    if (!parser_expect(p, "("))
        return false;
    do {
        if (!take_argument(p, &f->arguments, "TABLE"))
            return false;
    } while (parser_accept(p, ","));
    return parser_expect(p, ")");
}

/* OUT arguments say it already. */
static void forget_implied(struct function *f)
{
    const struct arguments *args = &f->arguments;

    for (size_t i = 0; i < args->types.n; i++)
        if (!argument_is_input(args, i) || strcmp(argument_mode(args, i), "INOUT") == 0)
            f->returns = NULL;
}

bool parser_take_returns(struct parser *p, struct function *f)
{
    static const char *const ends[] = {
        "language", "transform", "window", "immutable", "stable",   "volatile", "not",  "leakproof",
        "called",   "returns",   "strict", "external",  "security", "parallel", "cost", "rows",
        "support",  "set",       "as",     "begin",     "return",   ";",        NULL};
    const char *at, *text;

    if (parser_accept(p, "table"))
        return take_table(p, f);
    f->returns_set = parser_accept(p, "setof");
    at = p->token.p;
    text = parser_take_until(p, ends);
    f->returns = type_plain(p->arena, text);
    if (!f->returns)
        return parser_fail_at(p, at, arena_printf(p->arena, "\"%s\" is not a type", text));
    forget_implied(f);
    return true;
}

bool routine_parse_returns(struct arena *arena, const char *text, struct function *f,
                           struct routine_error *error)
{
    struct parser p = parser_of(arena, text, text, error);

    return parser_take_returns(&p, f) && (p.token.kind == SQL_END || parser_fail(&p, "the end"));
}
