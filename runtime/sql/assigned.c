#include "assigned.h"

#include <ctype.h>
#include <string.h>

/* As names are read: n, N and "n" are one. */
static bool is_same_name(const struct mg_token *a, const struct mg_token *b)
{
    bool quoted[] = {a->kind == MG_TOKEN_NAME, b->kind == MG_TOKEN_NAME};
    size_t n = a->n - 2 * quoted[0];

    if (b->n - 2 * quoted[1] != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char x = a->p[i + quoted[0]], y = b->p[i + quoted[1]];

        if ((quoted[0] ? x : tolower((unsigned char)x)) !=
            (quoted[1] ? y : tolower((unsigned char)y)))
            return false;
    }
    return true;
}

static bool is_name(const struct mg_tokens *tokens, size_t i)
{
    const struct mg_token *next = i + 1 < tokens->n ? &tokens->items[i + 1] : NULL;
    enum mg_token_kind kind = tokens->items[i].kind;

    return (kind == MG_TOKEN_WORD || kind == MG_TOKEN_NAME) &&
           !(next && (mg_token_is(next, "(") || mg_token_is(next, ".")));
}

/* The parts of `a = x, (b, c) = (y, z)` before the equals signs, or those behind them. */
static bool is_before_sign(const struct mg_tokens *set, size_t at)
{
    bool before = true;

    for (size_t i = 0; i <= at; i++)
        if (set->items[i].depth == 0 && mg_token_is(&set->items[i], "="))
            before = false;
        else if (set->items[i].depth == 0 && mg_token_is(&set->items[i], ","))
            before = true;
    return before;
}

/* Where the name is set; NULL if it is not. */
static const struct mg_token *find_set(const struct mg_tokens *set, const struct mg_token *name)
{
    for (size_t i = 0; i < set->n; i++)
        if (is_name(set, i) && is_before_sign(set, i) && is_same_name(&set->items[i], name))
            return &set->items[i];
    return NULL;
}

bool mg_assigns(const struct mg_tokens *set, const char *ident)
{
    struct mg_token name = {
        .kind = *ident == '"' ? MG_TOKEN_NAME : MG_TOKEN_WORD, .p = ident, .n = strlen(ident)};

    return find_set(set, &name);
}

const struct mg_token *mg_assigns_by_itself(const struct mg_tokens *set)
{
    const struct mg_token *found = NULL;

    for (size_t i = 0; i < set->n && !found; i++)
        if (!is_before_sign(set, i) && is_name(set, i))
            found = find_set(set, &set->items[i]);
    return found;
}

bool mg_assigns_any_of(const struct mg_tokens *set, const struct mg_tokens *condition)
{
    for (size_t i = 0; i < condition->n; i++)
        if (is_name(condition, i) && find_set(set, &condition->items[i]))
            return true;
    return false;
}
