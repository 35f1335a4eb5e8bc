#include "token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../base/grow.h"

static bool starts_word(char c)
{
    return isalpha((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool continues_word(char c)
{
    return starts_word(c) || isdigit((unsigned char)c) || c == '$';
}

static const char *after_comment(const char *p)
{
    int depth = 0;
    do {
        bool opens = p[0] == '/' && p[1] == '*', closes = p[0] == '*' && p[1] == '/';
        depth += opens - closes;
        p += opens || closes ? 2 : 1;
    } while (depth > 0 && *p);
    return p;
}

static const char *after_blanks(const char *p)
{
    for (;;) {
        if (isspace((unsigned char)*p))
            p++;
        else if (p[0] == '-' && p[1] == '-')
            p += strcspn(p, "\n");
        else if (p[0] == '/' && p[1] == '*')
            p = after_comment(p);
        else
            return p;
    }
}

/* A quote that is doubled is part of what it closes. */
static const char *after_quote(const char *p, bool backslashes)
{
    char quote = *p++;
    for (; *p; p++) {
        if (backslashes && *p == '\\' && p[1])
            p++;
        else if (*p == quote && *++p != quote)
            return p;
    }
    return p;
}

/* p at a "$": after the closing tag; NULL if it opens nothing. */
static const char *after_dollar(const char *p)
{
    const char *tag = p + 1;
    while (continues_word(*tag) && *tag != '$')
        tag++;
    if (*tag != '$' || isdigit((unsigned char)p[1]))
        return NULL;
    size_t n = (size_t)(tag + 1 - p);
    for (const char *end = tag + 1; (end = strchr(end, '$')); end++)
        if (strncmp(end, p, n) == 0)
            return end + n;
    return tag + strlen(tag);
}

static const char *after_word(const char *p)
{
    while (continues_word(*p))
        p++;
    return p;
}

/* The token at p, which is no blank. */
static const char *scan(const char *p, enum mg_token_kind *kind)
{
    const char *end = *p == '$' ? after_dollar(p) : NULL;
    bool escapes = (*p == 'e' || *p == 'E') && p[1] == '\'';
    *kind = MG_TOKEN_VALUE;
    if (end)
        return end;
    if (*p == '\'' || escapes)
        return after_quote(p + escapes, escapes);
    if (isdigit((unsigned char)*p))
        return after_word(p);
    *kind = MG_TOKEN_NAME;
    if (*p == '"')
        return after_quote(p, false);
    *kind = starts_word(*p) ? MG_TOKEN_WORD : MG_TOKEN_MARK;
    return starts_word(*p) ? after_word(p) : p + 1;
}

bool mg_tokens_read(const char *statement, struct mg_tokens *tokens)
{
    size_t capacity = 0;
    int depth = 0;
    *tokens = (struct mg_tokens){0};
    for (const char *p = after_blanks(statement); *p; p = after_blanks(p)) {
        struct mg_token *items = mg_grow(tokens->items, tokens->n, &capacity, sizeof *items);
        if (!items) {
            free(tokens->items);
            *tokens = (struct mg_tokens){0};
            return false;
        }
        tokens->items = items;
        struct mg_token *token = &tokens->items[tokens->n++];
        const char *end = scan(p, &token->kind);
        depth -= *p == ')';
        token->p = p;
        token->n = (size_t)(end - p);
        token->depth = depth;
        depth += *p == '(';
        p = end;
    }
    return true;
}

bool mg_token_is(const struct mg_token *token, const char *word)
{
    return token->kind != MG_TOKEN_NAME && strlen(word) == token->n &&
           strncasecmp(token->p, word, token->n) == 0;
}
