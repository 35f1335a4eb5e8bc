#include <string.h>

#include "base/diag.h"
#include "model/sql.h"
#include "model/sql_token.h"
#include "runtime/base/buf.h"

static const char *take(struct arena *a, struct mg_buf *b)
{
    if (mg_buf_failed(b))
        out_of_memory();

    const char *text = arena_text(a, b);

    mg_buf_free(b);
    return text;
}

const char *sql_ident(struct arena *a, const char *name)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_ident(&b, name);
    return take(a, &b);
}

/* --- Tidying ------------------------------------------------------------------------------ */

/*
 * What stands between two tokens depends on these tokens alone, never on what stood there, so that
 * all spellings of an expression come out as one and tidying twice changes nothing. Tokens are only
 * joined where the scanner would part them again in the same way.
 */

static bool is_operand(struct sql_token token) /* what must be kept apart from its like */
{
    return token.kind == SQL_WORD || token.kind == SQL_QUOTED || token.kind == SQL_STRING ||
           token.kind == SQL_NUMBER || token.kind == SQL_PARAMETER;
}

static bool opens(struct sql_token token)
{
    return sql_token_is(token, "(") || sql_token_is(token, "[");
}

static bool closes(struct sql_token token)
{
    return sql_token_is(token, ")") || sql_token_is(token, "]");
}

static bool has_colon(struct sql_token token)
{
    return token.kind == SQL_OTHER && *token.p == ':';
}

/* A sign that belongs to what follows: -1, not a - 1. */
static bool is_prefix(struct sql_token previous, struct sql_token token)
{
    static const char *const signs[] = {"-", "+", "~", "@", "!!", "|/", "||/", "@@", "@-@"};
    bool sign = false;

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        sign |= token.kind == SQL_OPERATOR && sql_token_is(token, signs[i]);
    return sign && (previous.kind == SQL_END || previous.kind == SQL_OPERATOR || opens(previous) ||
                    sql_token_is(previous, ",") || sql_token_is(previous, ":") ||
                    sql_token_before_operand(previous));
}

/* Around a dot nothing, unless a number is near: "1 .a" and "1.a" differ. */
static const char *gap_at_dot(struct sql_token other)
{
    return other.kind == SQL_NUMBER || other.kind == SQL_STRING || *other.p == '.' ? " " : "";
}

static const char *gap_before_parenthesis(struct sql_token previous)
{
    if (previous.kind == SQL_WORD)
        return sql_token_before_operand(previous) ? " " : "";
    return previous.kind == SQL_QUOTED || opens(previous) || sql_token_is(previous, "]") ? "" : " ";
}

static const char *gap(struct sql_token previous, bool after_prefix, struct sql_token next)
{
    if (previous.kind == SQL_END)
        return "";
    /* 'a' 'b' on two lines is one string, on one line a mistake. */
    if (previous.kind == SQL_STRING && next.kind == SQL_STRING)
        return next.newline ? "\n" : " ";
    if (opens(previous) || closes(next) || sql_token_is(next, ",") || sql_token_is(next, ";"))
        return "";
    if (sql_token_is(previous, ",") || sql_token_is(previous, ";"))
        return " ";
    if (sql_token_is(previous, "."))
        return gap_at_dot(next);
    if (sql_token_is(next, "."))
        return gap_at_dot(previous);
    if (has_colon(previous) || has_colon(next)) {
        bool glued = !sql_token_is(previous, ":=") && !sql_token_is(next, ":=") &&
                     has_colon(previous) != has_colon(next) && *next.p != '=';

        return glued ? "" : " ";
    }
    if (after_prefix)
        return next.kind == SQL_OPERATOR ? " " : "";
    if (sql_token_is(next, "("))
        return gap_before_parenthesis(previous);
    if (sql_token_is(next, "[") && previous.kind != SQL_OPERATOR)
        return "";
    if (previous.kind == SQL_OPERATOR || next.kind == SQL_OPERATOR)
        return " ";
    if (is_operand(next) && (is_operand(previous) || closes(previous)))
        return " ";
    return next.space ? " " : "";
}

const char *sql_tidy(struct arena *a, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;
    struct sql_token previous = {0};
    bool after_prefix = false;

    for (;;) {
        struct sql_token token = sql_token_next(&text);

        if (token.kind == SQL_END)
            return take(a, &b);
        mg_buf_add(&b, gap(previous, after_prefix, token));
        mg_buf_addn(&b, token.p, token.n);
        after_prefix = is_prefix(previous, token);
        previous = token;
    }
}

const char *sql_tidy_statement(struct arena *a, const char *text)
{
    char *tidy = arena_strdup(a, sql_tidy(a, text));

    for (size_t n = strlen(tidy); n && strchr(" ;", tidy[n - 1]);)
        tidy[--n] = '\0';
    return tidy;
}

/* --- Names in text ------------------------------------------------------------------------ */

/* A token with its neighbours. */
struct place {
    struct sql_token previous, token, next;
    bool in_cast; /* CAST(x AS token */
};

static bool is_type_place(const struct place *at)
{
    return sql_token_is(at->previous, "::") || at->in_cast ||
           (at->next.kind == SQL_STRING && at->token.kind != SQL_OPERATOR);
}

static bool is_used(const struct place *at, enum sql_use use)
{
    bool called = sql_token_is(at->next, "("), qualifies = sql_token_is(at->next, ".");

    if (!called && sql_token_only_called(at->token))
        return false;
    switch (use) {
    case SQL_ANY:
        return true;
    case SQL_COLUMN:
        return !called && !qualifies && !is_type_place(at);
    case SQL_TYPE_NAME:
        return !qualifies && (called || is_type_place(at));
    case SQL_QUALIFIER:
        return qualifies;
    case SQL_FUNCTION:
        return called;
    }
    BUG("no such use of a name: %d", (int)use);
}

/*
 * Walks through the tokens; a qualified name counts as one for what stands before it, so that in
 * x::billing.state the type is state.
 */
static bool next_place(struct place *at, const char **text)
{
    bool started = at->token.p != NULL;
    bool after_dot = sql_token_is(at->next, ".");

    if (!started) {
        at->token = sql_token_next(text);
    } else {
        bool qualified = started && sql_token_is(at->token, ".");
        bool kept_cast = at->in_cast && (after_dot || qualified);

        if (!after_dot && !qualified)
            at->previous = at->token;
        at->in_cast = kept_cast || sql_token_word(at->token, "as");
        at->token = at->next;
    }
    if (at->token.kind != SQL_END)
        at->next = sql_token_next(text);
    return at->token.kind != SQL_END;
}

bool sql_mentions_as(const char *text, enum sql_use use, const char *name)
{
    struct place at = {0};

    while (next_place(&at, &text))
        if (sql_token_names(at.token, name) && is_used(&at, use))
            return true;
    return false;
}

bool sql_mentions(const char *text, const char *name)
{
    return sql_mentions_as(text, SQL_ANY, name);
}

const char *sql_rename_as(struct arena *a, const char *text, enum sql_use use, const char *from,
                          const char *to)
{
    struct mg_buf b = MG_BUF_INIT;
    struct place at = {0};
    const char *rest = text;

    while (next_place(&at, &text))
        if (sql_token_names(at.token, from) && is_used(&at, use)) {
            mg_buf_addn(&b, rest, (size_t)(at.token.p - rest));
            mg_buf_ident(&b, to);
            rest = at.token.p + at.token.n;
        }
    mg_buf_add(&b, rest);
    return take(a, &b);
}

const char *sql_rename(struct arena *a, const char *text, const char *from, const char *to)
{
    return sql_rename_as(a, text, SQL_ANY, from, to);
}

static bool is_identifier(const struct place *at)
{
    if (at->token.kind == SQL_QUOTED)
        return true;
    return at->token.kind == SQL_WORD && !sql_token_reserved(at->token) && is_used(at, SQL_ANY);
}

struct strings sql_identifiers(struct arena *a, const char *text)
{
    struct strings names = {0};
    struct place at = {0};

    while (next_place(&at, &text)) {
        const char *name = is_identifier(&at) ? sql_token_name(a, at.token) : NULL;

        if (name && strings_find(&names, name) < 0)
            strings_add(a, &names, name);
    }
    return names;
}

const char *sql_element_column(struct arena *a, const char *element)
{
    struct sql_token first = sql_token_next(&element), second = sql_token_next(&element);
    bool is_name =
        first.kind == SQL_QUOTED || (first.kind == SQL_WORD && !sql_token_reserved(first));

    if (!is_name || (second.kind != SQL_END && second.kind != SQL_WORD))
        return NULL;
    return sql_token_name(a, first);
}

/* --- Strings in text ---------------------------------------------------------------------- */

const char *sql_rename_string(struct arena *a, const char *text, const char *from, const char *to)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *rest = text;

    for (;;) {
        struct sql_token token = sql_token_next(&text);

        if (token.kind == SQL_END)
            break;
        if (token.kind == SQL_STRING && strcmp(sql_token_string(a, token), from) == 0) {
            mg_buf_addn(&b, rest, (size_t)(token.p - rest));
            mg_buf_literal(&b, to);
            rest = token.p + token.n;
        }
    }
    mg_buf_add(&b, rest);
    return take(a, &b);
}

bool sql_mentions_string(const char *text, const char *value)
{
    struct arena *scratch = arena_new();
    bool found = false;

    for (;;) {
        struct sql_token token = sql_token_next(&text);

        if (token.kind == SQL_END)
            break;
        if (token.kind == SQL_STRING && strcmp(sql_token_string(scratch, token), value) == 0)
            found = true;
    }
    arena_free(scratch);
    return found;
}
