/* What identifiers and strings say once their quotes and escapes are gone. */
#include <stdint.h>
#include <string.h>

#include "model/sql_token.h"

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool is_escaped(struct sql_token token) /* U&"..." */
{
    return token.kind == SQL_QUOTED && *token.p != '"';
}

bool sql_token_names(struct sql_token token, const char *name)
{
    if (token.kind == SQL_WORD)
        return sql_token_word(token, name) && !sql_token_reserved(token);
    if (token.kind != SQL_QUOTED)
        return false;
    if (is_escaped(token)) {
        struct arena *scratch = arena_new();
        bool same = strcmp(sql_token_name(scratch, token), name) == 0;

        arena_free(scratch);
        return same;
    }

    const char *p = token.p + 1, *end = token.p + token.n - 1;

    for (; p < end; p++, name++) {
        if (*p != *name)
            return false;
        p += *p == '"';
    }
    return !*name;
}

static int hex_value(const char *p, size_t digits, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = fold(p[i]);

        bool digit = c >= '0' && c <= '9';

        if (!digit && !(c >= 'a' && c <= 'f'))
            return 0;
        *value = *value * 16 + (uint32_t)(digit ? c - '0' : c - 'a' + 10);
    }
    return 1;
}

static char *put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *to++ = (char)(0xe0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
        *to++ = (char)(0x80 | (c & 0x3f));
    } else {
        *to++ = (char)(0xf0 | (c >> 18 & 7));
        *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
        *to++ = (char)(0x80 | (c & 0x3f));
    }
    return to;
}

/* \XXXX and \+XXXXXX of U&; returns the bytes taken, 0 if it is no escape. */
static size_t unicode_escape(const char *p, char **to)
{
    uint32_t c;
    size_t n = p[1] == '+' ? 8 : 5;

    if (!hex_value(p + (n == 8 ? 2 : 1), n == 8 ? 6 : 4, &c) || !c)
        return 0;
    *to = put_utf8(*to, c);
    return n;
}

/* What stands between quotes, doubled quotes made single. */
static const char *unquote(struct arena *a, const char *p, const char *end, char quote,
                           bool unicode)
{
    char *text = arena_alloc(a, (size_t)(end - p) + 1), *to = text;

    while (p < end) {
        size_t taken = 0;

        if (unicode && *p == '\\')
            taken = p[1] == '\\' ? (*to++ = '\\', 2) : unicode_escape(p, &to);
        if (taken) {
            p += taken;
            continue;
        }
        if (*p == quote && p[1] == quote)
            p++;
        *to++ = *p++;
    }
    return text;
}

static const char *closing(struct sql_token token, char quote)
{
    const char *end = token.p + token.n;

    return end > token.p + 1 && end[-1] == quote ? end - 1 : end;
}

const char *sql_token_name(struct arena *a, struct sql_token token)
{
    if (token.kind == SQL_QUOTED)
        return unquote(a, strchr(token.p, '"') + 1, closing(token, '"'), '"', is_escaped(token));

    char *name = arena_strndup(a, token.p, token.n);

    for (char *p = name; *p; p++)
        *p = fold(*p);
    return name;
}

/* E'...': the escapes with letters. Numeric ones, which nobody writes in a label, are not read. */
static const char *unescape(struct arena *a, const char *p, const char *end)
{
    char *text = arena_alloc(a, (size_t)(end - p) + 1), *to = text;

    for (; p < end; p++) {
        const char *special;

        if (*p == '\'' && p[1] == '\'')
            p++;
        if (*p != '\\' || p + 1 >= end) {
            *to++ = *p;
        } else {
            special = strchr("bfnrt", *++p);
            *to++ = special ? "\b\f\n\r\t"[special - "bfnrt"] : *p;
        }
    }
    return text;
}

const char *sql_token_string(struct arena *a, struct sql_token token)
{
    if (*token.p == '$') {
        size_t tag = (size_t)((const char *)memchr(token.p + 1, '$', token.n - 1) - token.p) + 1;

        return token.n >= 2 * tag ? arena_strndup(a, token.p + tag, token.n - 2 * tag) : "";
    }

    const char *start = strchr(token.p, '\'') + 1, *end = closing(token, '\'');

    if (fold(*token.p) == 'e')
        return unescape(a, start, end);
    return unquote(a, start, end, '\'', fold(*token.p) == 'u');
}
