/* Whole statements that make functions: read from a file, and written to one. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "kinds/routine_parse.h"
#include "model/sql.h"
#include "runtime/base/buf.h"

/* --- Attributes --------------------------------------------------------------------------- */

/* What one or several words say, without an argument. */
static const struct flag {
    const char *words[5];
    size_t member; /* 0: nothing, as it is the default */
} flags[] = {
    {{"immutable"}, offsetof(struct function, immutable)},
    {{"stable"}, offsetof(struct function, stable)},
    {{"volatile"}, 0},
    {{"strict"}, offsetof(struct function, strict)},
    {{"returns", "null", "on", "null", "input"}, offsetof(struct function, strict)},
    {{"called", "on", "null", "input"}, 0},
    {{"leakproof"}, offsetof(struct function, leakproof)},
    {{"not", "leakproof"}, 0},
    {{"window"}, offsetof(struct function, window)},
    {{"security", "definer"}, offsetof(struct function, security_definer)},
    {{"external", "security", "definer"}, offsetof(struct function, security_definer)},
    {{"security", "invoker"}, 0},
    {{"external", "security", "invoker"}, 0},
};

static bool take_flag(struct parser *p, struct function *f)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct parser ahead = *p;
        size_t k = 0;

        while (k < 5 && flags[i].words[k] && parser_accept(&ahead, flags[i].words[k]))
            k++;
        if (k < 5 && flags[i].words[k])
            continue;
        *p = ahead;
        if (flags[i].member)
            *(bool *)((char *)f + flags[i].member) = true;
        return true;
    }
    return false;
}

static bool take_string(struct parser *p, const char **text)
{
    if (p->token.kind != SQL_STRING)
        return parser_fail(p, "a string");
    *text = sql_token_string(p->arena, p->token);
    parser_advance(p);
    return true;
}

static bool take_name_or_string(struct parser *p, const char **name)
{
    return p->token.kind == SQL_STRING ? take_string(p, name) : parser_take_name(p, name);
}

static bool take_number(struct parser *p, const char **number)
{
    if (p->token.kind != SQL_NUMBER)
        return parser_fail(p, "a number");
    *number = arena_strndup(p->arena, p->token.p, p->token.n);
    parser_advance(p);
    return true;
}

static bool take_setting(struct parser *p, struct function *f)
{
    static const char *const ends[] = {
        "language", "transform", "window", "immutable", "stable",   "volatile", "not",  "leakproof",
        "called",   "returns",   "strict", "external",  "security", "parallel", "cost", "rows",
        "support",  "set",       "as",     "begin",     "return",   ";",        NULL};
    const char *at = p->token.p, *text = parser_take_until(p, ends);
    const char *setting = routine_setting(p->arena, text);

    if (!setting)
        return parser_fail_at(p, at, "what follows SET is not a parameter with its value");
    strings_add(p->arena, &f->set, setting);
    return true;
}

static bool take_transform(struct parser *p, struct function *f)
{
    static const char *const ends[] = {
        ",",         "language", "window",  "immutable", "stable",   "volatile", "not",
        "leakproof", "called",   "returns", "strict",    "external", "security", "parallel",
        "cost",      "rows",     "support", "set",       "as",       ";",        NULL};

    do {
        if (!parser_expect(p, "for") || !parser_expect(p, "type"))
            return false;
        strings_add(p->arena, &f->transform, parser_take_until(p, ends));
    } while (parser_accept(p, ","));
    return true;
}

static bool take_support(struct parser *p, struct function *f)
{
    const char *schema, *name;

    if (!parser_take_qualified(p, &schema, &name))
        return false;
    f->support = qualified_name(p->arena, schema ? schema : "", name);
    return true;
}

/* --- Bodies ------------------------------------------------------------------------------- */

/* BEGIN ATOMIC ... END, where CASE has an END of its own; RETURN ... */
static bool take_atomic(struct parser *p, struct function *f, const char **body)
{
    const char *from = p->token.p, *to = from;
    bool block = parser_is_word(p, "begin");
    int depth = 0;

    *body = from;
    for (; p->token.kind != SQL_END; parser_advance(p)) {
        if (sql_token_is(p->token, ";") && depth == 0)
            break;
        if (parser_is_word(p, "begin") || parser_is_word(p, "case"))
            depth += block;
        if (block && parser_is_word(p, "end"))
            depth--;
        to = p->token.p + p->token.n;
    }
    f->atomic = arena_strndup(p->arena, from, (size_t)(to - from));
    return true;
}

/* A string that is quoted with dollars begins behind its tag. */
static const char *inside(struct sql_token token)
{
    const char *p = token.p;

    if (*p != '$')
        return p + strcspn(p, "'") + 1;
    return strchr(p + 1, '$') + 1;
}

static bool take_definition(struct parser *p, struct function *f, const char **body)
{
    if (p->token.kind == SQL_STRING)
        *body = inside(p->token);
    if (!take_string(p, &f->body))
        return false;
    return !parser_accept(p, ",") ||
           (f->library = f->body, f->body = NULL, take_string(p, &f->symbol));
}

static bool take_option(struct parser *p, struct function *f, const char **body)
{
    if (take_flag(p, f))
        return true;
    if (parser_accept(p, "language"))
        return take_name_or_string(p, &f->language);
    if (parser_accept(p, "parallel"))
        return parser_take_name(p, &f->parallel);
    if (parser_accept(p, "cost"))
        return take_number(p, &f->cost);
    if (parser_accept(p, "rows"))
        return take_number(p, &f->rows);
    if (parser_accept(p, "support"))
        return take_support(p, f);
    if (parser_accept(p, "set"))
        return take_setting(p, f);
    if (parser_accept(p, "transform"))
        return take_transform(p, f);
    if (parser_accept(p, "as"))
        return take_definition(p, f, body);
    if (parser_is_word(p, "begin") || parser_is_word(p, "return"))
        return take_atomic(p, f, body);
    return parser_fail(p, "an attribute of the function");
}

/* --- Statements --------------------------------------------------------------------------- */

static bool take_create(struct parser *p, struct function **f, const char **body)
{
    const char *schema, *name;
    struct arguments args = {0};
    bool procedure;

    if (parser_accept(p, "or") && !parser_expect(p, "replace"))
        return false;
    procedure = parser_accept(p, "procedure");
    if (!procedure && !parser_expect(p, "function"))
        return false;
    *f = (struct function *)object_new(p->arena, procedure ? &kind_procedure : &kind_function);
    if (!parser_take_qualified(p, &schema, &name) || !parser_take_arguments(p, &args))
        return false;
    (*f)->arguments = args;
    (*f)->o.schema = schema ? schema : "";
    if (!procedure && parser_accept(p, "returns") && !parser_take_returns(p, *f))
        return false;
    (*f)->o.name =
        routine_signature(p->arena, routine_plain_name(p->arena, name), &(*f)->arguments);
    while (p->token.kind != SQL_END && !sql_token_is(p->token, ";"))
        if (!take_option(p, *f, body))
            return false;
    if ((*f)->language && strcasecmp((*f)->language, "c") == 0 && !(*f)->library)
        (*f)->library = (*f)->body, (*f)->body = NULL;
    routine_settle(p->arena, *f);
    return true;
}

static bool take_comment(struct parser *p, struct function **f)
{
    const char *schema, *name, *text = NULL;
    struct arguments args = {0};
    bool procedure = parser_accept(p, "procedure");

    if (!procedure && !parser_expect(p, "function"))
        return false;
    *f = (struct function *)object_new(p->arena, procedure ? &kind_procedure : &kind_function);
    if (!parser_take_qualified(p, &schema, &name) || !parser_take_arguments(p, &args) ||
        !parser_expect(p, "is") || (!parser_accept(p, "null") && !take_string(p, &text)))
        return false;
    (*f)->o.schema = schema ? schema : "";
    (*f)->o.name = routine_signature(p->arena, routine_plain_name(p->arena, name), &args);
    (*f)->o.comment = text && *text ? text : NULL;
    return true;
}

struct function *routine_statement(struct arena *arena, const char *start, const char **text,
                                   bool *only_comment, size_t *at, size_t *body,
                                   struct routine_error *error)
{
    struct parser p = parser_of(arena, start, *text, error);
    struct function *f = NULL;
    const char *body_at = start;
    bool good;

    while (parser_accept(&p, ";"))
        ;
    *at = (size_t)(p.token.p - start);
    if (p.token.kind == SQL_END)
        return NULL;
    *only_comment = parser_accept(&p, "comment");
    if (*only_comment)
        good = parser_expect(&p, "on") && take_comment(&p, &f);
    else
        good = parser_expect(&p, "create") && take_create(&p, &f, &body_at);
    if (good && p.token.kind != SQL_END && !sql_token_is(p.token, ";"))
        good = parser_fail(&p, "the end of the statement");
    *body = (size_t)(body_at - start);
    *text = p.token.kind == SQL_END ? p.token.p : p.token.p + p.token.n;
    return good ? f : NULL;
}
