#include "model/sql.h"

#include <pg_query.h>
#include <stdlib.h>
#include <string.h>

#include "model/sql_token.h"

/* What a piece of SQL is put into, so that nothing but such a piece parses. */
static const struct wrapper {
    const char *before, *after; /* after starts a line: the text may end in a comment */
    bool commas;                /* a comma would not make two of them */
    bool defaults;              /* DEFAULT has a meaning in it */
} wrappers[] = {
    [SQL_EXPRESSION] = {"ALTER TABLE t ADD CHECK (", "\n)", true},
    [SQL_INDEX_ELEMENT] = {"CREATE INDEX ON t (", "\n)", false},
    [SQL_TYPE] = {"SELECT CAST(NULL AS ", "\n)", true},
    [SQL_STATEMENTS] = {"", "", true},
    [SQL_QUERY] = {"SELECT FROM (", "\n) q", true, true}, /* XMLTABLE(... DEFAULT ...) */
    [SQL_COMMANDS] = {"CREATE RULE r AS ON INSERT TO t DO (", "\n)", true, true},
};

/*
 * What the parser would let pass. In its wrapper "a) , (b" parses, as do two index elements:
 * nothing may close what the text has not opened. Nor has a schema parameters, or a DEFAULT to fall
 * back upon.
 */
static const char *find_misfit(struct arena *a, const char *text, const struct wrapper *wrapper,
                               size_t *position)
{
    const char *start = text;
    int depth = 0;

    for (;;) {
        struct sql_token token = sql_token_next(&text);

        if (token.kind == SQL_END)
            return NULL;
        *position = (size_t)(token.p - start);
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth < 0 || (depth == 0 && !wrapper->commas && sql_token_is(token, ",")) ||
            (!wrapper->defaults && sql_token_word(token, "default")))
            return arena_printf(a, "syntax error at or near \"%.*s\"", (int)token.n, token.p);
        if (token.kind == SQL_PARAMETER)
            return arena_printf(a, "there is no parameter %.*s", (int)token.n, token.p);
    }
}

/* The byte at which the nth character (from 1) starts: the parser counts characters. */
static size_t byte_of_character(const char *text, int nth)
{
    const char *p = text;

    while (*p && nth > 1) {
        for (p++; (*p & 0xc0) == 0x80;)
            p++;
        nth--;
    }
    return (size_t)(p - text);
}

static const char *parse(struct arena *a, const char *sql, size_t *position)
{
    PgQuerySplitResult result = pg_query_split_with_parser(sql);
    const char *message = NULL;

    if (result.error) {
        message = arena_strdup(a, result.error->message);
        *position = byte_of_character(sql, result.error->cursorpos);
    }
    pg_query_free_split_result(result);
    return message;
}

/* The message without the end of our wrapper, which an open quote takes in. */
static const char *own_words(struct arena *a, const char *message)
{
    static const char end[] = "\n)\"";
    size_t n = strlen(message);

    if (n < sizeof end - 1 || strcmp(message + n - (sizeof end - 1), end) != 0)
        return message;
    return arena_printf(a, "%.*s\"", (int)(n - (sizeof end - 1)), message);
}

const char *sql_error(struct arena *a, enum sql_is what, const char *text, size_t *position)
{
    const struct wrapper *wrapper = &wrappers[what];
    size_t at = 0, before = strlen(wrapper->before);
    const char *message = NULL;

    if (what != SQL_STATEMENTS)
        message = find_misfit(a, text, wrapper, position);
    if (message)
        return message;
    message = parse(a, arena_printf(a, "%s%s%s", wrapper->before, text, wrapper->after), &at);
    if (!message)
        return NULL;
    *position = at > before ? at - before : 0;
    if (*position < strlen(text))
        return own_words(a, message);
    *position = strlen(text);
    if (strncmp(message, "syntax error at or near", 23) == 0) /* near our own parenthesis */
        return "syntax error at end of input";
    return message;
}

/* Other complaints are about types, which only a database knows. */
static bool is_about_syntax(const char *message)
{
    static const char *const starts[] = {"syntax error", "unterminated", "missing", "mismatched",
                                         "end label"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(message, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

const char *sql_plpgsql_error(struct arena *a, const char *create_function, unsigned *line)
{
    PgQueryPlpgsqlParseResult result = pg_query_parse_plpgsql(create_function);
    const char *message = NULL, *near;

    *line = 1;
    if (result.error && is_about_syntax(result.error->message)) {
        message = arena_strdup(a, result.error->message);
        near = result.error->context ? strstr(result.error->context, "near line ") : NULL;
        if (near)
            *line = (unsigned)strtoul(near + strlen("near line "), NULL, 10);
    }
    pg_query_free_plpgsql_parse_result(result);
    return message;
}
