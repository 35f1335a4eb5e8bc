/* Expressions as PostgreSQL spells them, where models had better spell them otherwise. */
#include <string.h>

#include "database/catalog_rows.h"
#include "model/sql.h"
#include "model/sql_token.h"
#include "runtime/base/buf.h"

/* Parentheses around all of it say nothing. */
static const char *bare_expression(struct arena *arena, const char *text)
{
    for (;;) {
        const char *p = text;
        struct sql_token token = sql_token_next(&p);
        int depth = 1;

        if (!sql_token_is(token, "("))
            return text;
        while (depth > 0) {
            token = sql_token_next(&p);
            if (token.kind == SQL_END)
                return text;
            depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        }
        if (*p)
            return text;
        text = arena_strndup(arena, text + 1, (size_t)(token.p - text - 1));
    }
}

/* Takes these tokens, which are parted by spaces; false if something else is there. */
static bool take(const char **p, const char *tokens)
{
    while (*tokens) {
        struct sql_token token = sql_token_next(p);
        size_t n = strcspn(tokens, " ");

        if (token.n != n || memcmp(token.p, tokens, n) != 0)
            return false;
        tokens += n + (tokens[n] == ' ');
    }
    return true;
}

/*
 * What `kind IN ('a', 'b')` becomes for a column of type varchar is spelt
 * (kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]), which is
 * not read as the same thing again: the cast moves into the array.
 */
static bool take_in_list(struct mg_buf *out, const char **text)
{
    const char *p = *text, *next;
    struct mg_buf values = MG_BUF_INIT;
    struct sql_token column, sign;
    bool any, ok;
    int n = 0;

    if (!take(&p, "("))
        return false;
    column = sql_token_next(&p);
    ok = (column.kind == SQL_WORD || column.kind == SQL_QUOTED) && take(&p, ") :: text");
    sign = sql_token_next(&p);
    any = sql_token_is(sign, "=");
    ok = ok && (any || sql_token_is(sign, "<>")) &&
         take(&p, any ? "ANY ( ( ARRAY [" : "ALL ( ( ARRAY [");
    while (ok) {
        struct sql_token value = sql_token_next(&p);

        ok = value.kind == SQL_STRING && take(&p, ":: character varying");
        mg_buf_printf(&values, "%s%.*s", n++ ? ", " : "", (int)value.n, value.p);
        next = p;
        if (!ok || !take(&next, ","))
            break;
        p = next;
    }
    ok = ok && n > 1 && take(&p, "] ) :: text [ ] )") && !mg_buf_failed(&values);
    if (ok) {
        mg_buf_printf(out, "%.*s %s (%s)", (int)column.n, column.p, any ? "IN" : "NOT IN",
                      mg_buf_text(&values));
        *text = p;
    }
    mg_buf_free(&values);
    return ok;
}

const char *catalog_expression(struct arena *arena, const char *text)
{
    struct mg_buf out = MG_BUF_INIT;
    const char *p = text;

    while (*p) {
        const char *start = p;

        if (*p == '(' && take_in_list(&out, &p))
            continue;
        sql_token_next(&p);
        mg_buf_addn(&out, start, (size_t)(p - start));
    }
    if (mg_buf_failed(&out))
        out_of_memory();
    text = bare_expression(arena, sql_tidy(arena, mg_buf_text(&out)));
    mg_buf_free(&out);
    return text;
}
