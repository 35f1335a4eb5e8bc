#include "model/sql_token.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes above ASCII are letters to PostgreSQL's lexer. */
static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_name(char c)
{
    return is_name_start(c) || is_digit(c) || c == '$';
}

static bool is_operator(char c)
{
    return c && strchr("~!@#^&|`?+-*/%<>=", c);
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* --- White space and comments ------------------------------------------------------------- */

static const char *skip_block_comment(const char *p)
{
    int depth = 0;

    do {
        if (p[0] == '/' && p[1] == '*')
            depth++, p += 2;
        else if (p[0] == '*' && p[1] == '/')
            depth--, p += 2;
        else if (*p)
            p++;
    } while (*p && depth);
    return p;
}

static const char *skip_space(const char *p, struct sql_token *token)
{
    const char *start = p;

    for (;;) {
        if (is_space(*p))
            p++;
        else if (p[0] == '-' && p[1] == '-')
            p += strcspn(p, "\r\n");
        else if (p[0] == '/' && p[1] == '*')
            p = skip_block_comment(p);
        else
            break;
    }
    token->space = p > start;
    token->newline =
        memchr(start, '\n', (size_t)(p - start)) || memchr(start, '\r', (size_t)(p - start));
    return p;
}

/* --- Tokens: each function gets the first byte and returns the end ------------------------ */

static const char *quoted_end(const char *p, char quote, bool backslashes)
{
    for (p++; *p; p++) {
        if (backslashes && *p == '\\' && p[1])
            p++;
        else if (*p == quote && p[1] == quote)
            p++;
        else if (*p == quote)
            return p + 1;
    }
    return p;
}

/* $tag$...$tag$; NULL if it is not the start of one. */
static const char *dollar_end(const char *p)
{
    const char *tag = p++;

    if (is_name_start(*p))
        while (is_name(*p) && *p != '$')
            p++;
    if (*p != '$')
        return NULL;

    size_t n = (size_t)(++p - tag);

    for (; *p; p++)
        if (*p == '$' && strncmp(p, tag, n) == 0)
            return p + n;
    return p;
}

static const char *number_end(const char *p)
{
    while (is_digit(*p))
        p++;
    if (*p == '.' && p[1] != '.')
        for (p++; is_digit(*p);)
            p++;
    if ((*p == 'e' || *p == 'E') && (p[1] == '+' || p[1] == '-') && is_digit(p[2]))
        p += 2;
    while (is_name(*p)) /* an exponent, hexadecimal digits, or junk that stays what it is */
        p++;
    return p;
}

/* PostgreSQL's rule: a long operator ends before a comment, and in + or - only if it is unusual. */
static const char *operator_end(const char *start)
{
    const char *p = start;
    bool unusual = false;

    for (; is_operator(*p); p++) {
        if (p > start && ((p[0] == '-' && p[1] == '-') || (p[0] == '/' && p[1] == '*')))
            break;
        unusual |= strchr("~!@#%^&|`?", *p) != NULL;
    }
    while (p - start > 1 && !unusual && (p[-1] == '+' || p[-1] == '-'))
        p--;
    return p;
}

/* B'', E'', N'', X'', U&'', U&"": the quote, or NULL. */
static const char *prefixed_quote(const char *p)
{
    char c = fold(*p);

    if ((c == 'b' || c == 'e' || c == 'n' || c == 'x') && p[1] == '\'')
        return p + 1;
    if (c == 'u' && p[1] == '&' && (p[2] == '\'' || p[2] == '"'))
        return p + 2;
    return NULL;
}

static const char *scan(const char *p, enum sql_token_kind *kind)
{
    const char *quote = prefixed_quote(p), *end;

    if (!*p)
        return *kind = SQL_END, p;
    if (!quote && (*p == '\'' || *p == '"'))
        quote = p;
    if (quote) {
        *kind = *quote == '"' ? SQL_QUOTED : SQL_STRING;
        return quoted_end(quote, *quote, quote > p && fold(*p) == 'e');
    }
    if (is_name_start(*p)) {
        *kind = SQL_WORD;
        while (is_name(*p))
            p++;
        return p;
    }
    if (is_digit(*p) || (*p == '.' && is_digit(p[1])))
        return *kind = SQL_NUMBER, number_end(p);
    if (*p == '$' && (end = dollar_end(p)))
        return *kind = SQL_STRING, end;
    if (*p == '$' && is_digit(p[1])) {
        *kind = SQL_PARAMETER;
        for (p++; is_name(*p);)
            p++;
        return p;
    }
    if (is_operator(*p))
        return *kind = SQL_OPERATOR, operator_end(p);
    *kind = SQL_OTHER;
    if ((*p == ':' && (p[1] == ':' || p[1] == '=')) || (*p == '.' && p[1] == '.'))
        return p + 2;
    return p + 1;
}

struct sql_token sql_token_next(const char **text)
{
    struct sql_token token = {0};

    token.p = skip_space(*text, &token);
    *text = scan(token.p, &token.kind);
    token.n = (size_t)(*text - token.p);
    return token;
}

/* --- What a token says -------------------------------------------------------------------- */

bool sql_token_is(struct sql_token token, const char *text)
{
    return strlen(text) == token.n && memcmp(token.p, text, token.n) == 0;
}

static bool folds_to(const char *p, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!name[i] || fold(p[i]) != name[i])
            return false;
    return !name[n];
}

bool sql_token_word(struct sql_token token, const char *word)
{
    return token.kind == SQL_WORD && folds_to(token.p, token.n, word);
}

enum identifier { NEVER, CALLED };

struct reserved {
    const char *word;
    bool operand;
    enum identifier identifier;
};

static int compare_word(const void *key, const void *entry)
{
    const struct sql_token *token = key;
    const char *word = ((const struct reserved *)entry)->word;

    for (size_t i = 0; i < token->n; i++) {
        int c = (unsigned char)fold(token->p[i]) - (unsigned char)word[i];

        if (c)
            return c;
    }
    return -(word[token->n] != 0);
}

static const struct reserved *find_reserved(struct sql_token token)
{
    static const struct reserved words[] = {
#define WORD(word, operand, identifier) {#word, operand, identifier},
#include "model/reserved.def"
#undef WORD
    };

    if (token.kind != SQL_WORD)
        return NULL;
    return bsearch(&token, words, sizeof words / sizeof *words, sizeof *words, compare_word);
}

bool sql_token_reserved(struct sql_token token)
{
    const struct reserved *word = find_reserved(token);

    return word && word->identifier == NEVER;
}

bool sql_token_only_called(struct sql_token token)
{
    const struct reserved *word = find_reserved(token);

    return word && word->identifier == CALLED;
}

bool sql_token_before_operand(struct sql_token token)
{
    static const char *const others[] = {"between", "escape", "exists", "filter",
                                         "over",    "return", "values"};
    const struct reserved *word = find_reserved(token);

    if (word)
        return word->operand;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sql_token_word(token, others[i]))
            return true;
    return false;
}
