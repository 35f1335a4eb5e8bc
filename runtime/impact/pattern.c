#include "pattern.h"

#include <ctype.h>
#include <string.h>

static const char *next_element(const char *p, const char *end)
{
    while (p < end && *p == ' ')
        p++;
    return p;
}

bool mg_match_word(const struct mg_token *token, const char *word, size_t n)
{
    for (const char *p = word; p < word + n;) {
        size_t length = strcspn(p, "| ]");
        if (token->kind != MG_TOKEN_NAME && token->n == length) {
            size_t i = 0;
            while (i < length &&
                   toupper((unsigned char)token->p[i]) == toupper((unsigned char)p[i]))
                i++;
            if (i == length)
                return true;
        }
        p += length + 1;
    }
    return false;
}

bool mg_match_is_name(const struct mg_match *m, size_t i)
{
    return i < m->end && (m->tokens[i].kind == MG_TOKEN_WORD || m->tokens[i].kind == MG_TOKEN_NAME);
}

bool mg_match_is(const struct mg_match *m, size_t i, const char *mark)
{
    return i < m->end && mg_token_is(&m->tokens[i], mark);
}

long mg_match_name(const struct mg_match *m, size_t i)
{
    if (!mg_match_is_name(m, i))
        return MG_NO_MATCH;
    for (i++; mg_match_is(m, i, ".") && mg_match_is_name(m, i + 1);)
        i += 2;
    return (long)i;
}

static size_t after_parentheses(const struct mg_match *m, size_t i)
{
    if (!mg_match_is(m, i, "("))
        return i;
    int depth = m->tokens[i].depth;
    for (i++; i < m->end && !(mg_match_is(m, i, ")") && m->tokens[i].depth == depth);)
        i++;
    return i + 1;
}

long mg_match_item(const struct mg_match *m, size_t i)
{
    if (mg_match_is(m, i, "only") && mg_match_is_name(m, i + 1))
        i++;
    long next = mg_match_name(m, i);
    if (next < 0)
        return next;
    i = (size_t)next;
    i += mg_match_is(m, i, "*");
    i = after_parentheses(m, i);
    if (mg_match_is(m, i, "where"))
        i = after_parentheses(m, i + 1);
    return (long)i;
}

static long after_list(const struct mg_match *m, size_t i)
{
    long next = mg_match_item(m, i);
    while (next >= 0 && mg_match_is(m, (size_t)next, ",")) {
        long more = mg_match_item(m, (size_t)next + 1);
        if (more < 0)
            break;
        next = more;
    }
    return next;
}

/* One element that stands for a name; NULL: no such element. */
static struct mg_span *span_of(struct mg_match *m, char sign, struct mg_span *ignored)
{
    switch (sign) {
    case '@':
    case '%':
    case '~':
        return &m->names;
    case '&':
        return &m->other;
    case '$':
        return &m->part;
    default:
        return sign == '#' ? ignored : NULL;
    }
}

static long fit(struct mg_match *m, const char *p, const char *end, size_t i);

/* `...`: the rest of the pattern fits somewhere behind, in the same parentheses. */
static long fit_later(struct mg_match *m, const char *p, const char *end, size_t i)
{
    int depth = i < m->end ? m->tokens[i].depth : 0;
    for (; i <= m->end; i++) {
        if (i < m->end && m->tokens[i].depth > depth)
            continue;
        long next = fit(m, p, end, i);
        if (next >= 0)
            return next;
    }
    return MG_NO_MATCH;
}

/* [...]: with it, or else without. */
static long fit_optional(struct mg_match *m, const char *p, const char *end, size_t i)
{
    const char *close = p;
    while (*close != ']')
        close++;
    struct mg_match before = *m;
    long next = fit(m, p + 1, close, i);
    if (next >= 0)
        next = fit(m, close + 1, end, (size_t)next);
    if (next >= 0)
        return next;
    *m = before;
    return fit(m, close + 1, end, i);
}

/* Fits the pattern p..end to the tokens from i on: what comes after them. */
static long fit(struct mg_match *m, const char *p, const char *end, size_t i)
{
    struct mg_span ignored;
    while ((p = next_element(p, end)) < end) {
        if (*p == '[')
            return fit_optional(m, p, end, i);
        if (strncmp(p, "...", 3) == 0)
            return fit_later(m, p + 3, end, i);
        struct mg_span *span = span_of(m, *p, &ignored);
        bool list = span && p + 1 < end && p[1] == ',';
        size_t n = span ? (size_t)1 + list : strcspn(p, " ]");
        long next = MG_NO_MATCH;
        if (span && *p == '~')
            next = i < m->end && *m->tokens[i].p == '\'' ? (long)i + 1 : MG_NO_MATCH;
        else if (span)
            next = list ? after_list(m, i) : mg_match_name(m, i);
        else if (i < m->end && mg_match_word(&m->tokens[i], p, n))
            next = (long)i + 1;
        if (next < 0)
            return next;
        if (span)
            *span = (struct mg_span){i, (size_t)next};
        m->less |= *p == '%';
        m->quoted |= *p == '~';
        i = (size_t)next;
        p += n;
    }
    return (long)i;
}

long mg_match_at(struct mg_match *m, const char *pattern, size_t i)
{
    return fit(m, pattern, pattern + strlen(pattern), i);
}
