/* Queries for people: clauses on lines of their own. Tidied, the text is what it was. */
#include <string.h>

#include "base/diag.h"
#include "model/sql.h"
#include "model/sql_token.h"
#include "runtime/base/buf.h"

enum { LAYOUT_FROM = 72, LAYOUT_WIDTH = 96 };

static bool is_one_of(struct sql_token token, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sql_token_word(token, words[i]))
            return true;
    return false;
}

/* What starts a clause of the outermost query. */
static bool starts_clause(struct sql_token previous, struct sql_token token)
{
    static const char *const words[] = {"select", "from",   "where",  "group", "order",
                                        "having", "limit",  "offset", "union", "intersect",
                                        "except", "window", "fetch",  "set",   "returning"};

    return is_one_of(token, words, sizeof words / sizeof *words) &&
           !sql_token_word(previous, "distinct"); /* IS DISTINCT FROM */
}

static bool starts_join(struct sql_token previous, struct sql_token token)
{
    static const char *const before[] = {"left", "right", "full", "inner", "cross", "natural"};
    static const char *const within[] = {"left",  "right",   "full", "inner",
                                         "cross", "natural", "outer"};

    if (sql_token_word(token, "join"))
        return !is_one_of(previous, within, sizeof within / sizeof *within);
    return is_one_of(token, before, sizeof before / sizeof *before) &&
           !is_one_of(previous, within, sizeof within / sizeof *within);
}

/* Where a line may end, and with how much white space the next one starts; -1: nowhere. */
static int indentation(struct sql_token previous, struct sql_token token, int depth, size_t column)
{
    if (depth == 0 && starts_clause(previous, token))
        return 0;
    if (sql_token_reserved(token) && *token.p >= 'A' && *token.p <= 'Z' &&
        starts_join(previous, token))
        return 4;
    if (column + token.n > LAYOUT_WIDTH - 20 && sql_token_is(previous, ","))
        return 4;
    if (column + token.n > LAYOUT_WIDTH - 20 &&
        (sql_token_word(token, "and") || sql_token_word(token, "or") ||
         sql_token_word(token, "when")))
        return 4;
    return -1;
}

const char *sql_layout(struct arena *a, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;
    struct sql_token previous = {0};
    size_t line = 0; /* where it starts */
    int depth = 0;

    if (strlen(text) <= LAYOUT_FROM)
        return text;
    for (const char *p = text;;) {
        const char *end = p;
        struct sql_token token = sql_token_next(&p);
        int indent = -1;

        if (token.kind == SQL_END)
            break;
        if (token.p == end + 1 && *end == ' ' && previous.p)
            indent = indentation(previous, token, depth, b.n - line);
        if (indent >= 0) {
            line = b.n + 1;
            mg_buf_printf(&b, "\n%*s", indent, "");
        } else {
            mg_buf_addn(&b, end, (size_t)(token.p - end));
        }
        mg_buf_addn(&b, token.p, token.n);
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        previous = token;
    }
    if (mg_buf_failed(&b))
        out_of_memory();
    text = arena_text(a, &b);
    mg_buf_free(&b);
    return text;
}
