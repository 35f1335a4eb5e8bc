#include <ctype.h>
#include <string.h>

#include "read/reading.h"
#include "runtime/base/buf.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

struct slice slice_trim(struct slice s)
{
    while (s.n && is_space(*s.p))
        s = (struct slice){s.p + 1, s.n - 1};
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool slice_is(struct slice s, const char *text)
{
    return strlen(text) == s.n && memcmp(s.p, text, s.n) == 0;
}

const char *slice_text(struct reading *r, struct slice s)
{
    return arena_strndup(r->arena, s.p, s.n);
}

/* Behind the string or character constant that starts at p. */
static const char *skip_quoted(const char *p, const char *end)
{
    char quote = *p++;

    while (p < end && *p != quote)
        p += *p == '\\' && p + 1 < end ? 2 : 1;
    return p < end ? p + 1 : end;
}

struct slices split_arguments(struct reading *r, struct slice arguments)
{
    struct slices list = {0};
    const char *p = arguments.p, *end = p + arguments.n, *start = p;
    int depth = 0;

    if (slice_trim(arguments).n == 0)
        return list;
    while (p < end) {
        if (*p == '"' || *p == '\'') {
            p = skip_quoted(p, end);
            continue;
        }
        depth += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
        if (*p == ',' && depth == 0) {
            *vec_push(r->arena, &list) = slice_trim((struct slice){start, (size_t)(p - start)});
            start = p + 1;
        }
        p++;
    }
    *vec_push(r->arena, &list) = slice_trim((struct slice){start, (size_t)(end - start)});
    return list;
}

/* --- C string constants ------------------------------------------------------------------- */

static size_t prefix_length(const char *p, const char *end)
{
    return end - p > 2 && p[0] == 'u' && p[1] == '8' && p[2] == '"' ? 2 : 0;
}

bool is_c_string(struct slice s)
{
    const char *p = s.p, *end = p + s.n;
    bool any = false;

    while (p < end) {
        if (is_space(*p)) {
            p++;
            continue;
        }
        p += prefix_length(p, end);
        if (*p != '"')
            return false;
        p = skip_quoted(p, end);
        any = true;
    }
    return any;
}

static char *put_utf8(char *to, unsigned long c)
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
        *to++ = (char)(0xf0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
        *to++ = (char)(0x80 | (c & 0x3f));
    }
    return to;
}

/* Up to max digits of a number at *p. */
static unsigned long take_digits(const char **p, const char *end, int base, int max)
{
    unsigned long value = 0;

    for (; max-- > 0 && *p < end; ++*p) {
        int digit = isdigit((unsigned char)**p)    ? **p - '0'
                    : isxdigit((unsigned char)**p) ? tolower((unsigned char)**p) - 'a' + 10
                                                   : 99;

        if (digit >= base)
            break;
        value = value * (unsigned)base + (unsigned)digit;
    }
    return value;
}

/* What an escape sequence stands for, to *to; p is behind the backslash. Never longer than it. */
static const char *take_escape(char **to, const char *p, const char *end)
{
    static const char letters[] = "abfnrtv", values[] = "\a\b\f\n\r\t\v";
    const char *letter = memchr(letters, *p, sizeof letters - 1);

    if (letter) {
        *(*to)++ = values[letter - letters];
        return p + 1;
    }
    if (*p >= '0' && *p <= '7') {
        *(*to)++ = (char)take_digits(&p, end, 8, 3);
        return p;
    }
    if (*p == 'x') {
        p++;
        *(*to)++ = (char)take_digits(&p, end, 16, 8);
        return p;
    }
    if (*p == 'u' || *p == 'U') {
        int digits = *p++ == 'u' ? 4 : 8;

        *to = put_utf8(*to, take_digits(&p, end, 16, digits));
        return p;
    }
    *(*to)++ = *p;
    return p + 1;
}

const char *c_string_value(struct reading *r, struct slice s, size_t n, size_t *place)
{
    char *value = arena_alloc(r->arena, s.n + 1), *to = value;
    const char *p = s.p, *end = p + s.n;
    bool found = false;

    while (p < end) {
        while (p < end && *p != '"')
            p++;
        for (p++; p < end && *p != '"';) {
            const char *from = p;

            if (*p == '\\' && p + 1 < end)
                p = take_escape(&to, p + 1, end);
            else
                *to++ = *p++;
            if (place && !found && (size_t)(to - value) > n) {
                *place = (size_t)(from - s.p);
                found = true;
            }
        }
        if (place && !found) /* the end */
            *place = (size_t)((p < end ? p : end) - s.p);
        p++;
    }
    *to = '\0';
    return value;
}

/* --- Doc comments ------------------------------------------------------------------------- */

/* Behind what marks a comment as one, at its start and at the start of its lines. */
static const char *skip_marks(const char *p, const char *end, bool first)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    if (end - p >= 3 && p[0] == '/' && (p[1] == '/' || p[1] == '*')) {
        p += 3; /* the third one is another of the same, or ! */
        if (p < end && *p == '<')
            p++;
    } else if (!first && p < end && *p == '*') {
        p++;
    }
    return p;
}

const char *comment_text(struct reading *r, const char *raw)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *end = raw + strlen(raw);
    size_t blank = 0;

    if (end - raw >= 5 && raw[1] == '*')
        end -= 2;
    for (const char *p = raw; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        const char *from = skip_marks(p, stop ? stop : end, p == raw);
        struct slice line = slice_trim((struct slice){from, (size_t)((stop ? stop : end) - from)});

        if (line.n) {
            mg_buf_pad(&b, '\n', b.n ? blank + 1 : 0);
            mg_buf_addn(&b, line.p, line.n);
            blank = 0;
        } else {
            blank++;
        }
        p = stop ? stop + 1 : end;
    }

    const char *text = b.n ? arena_text(r->arena, &b) : NULL;

    mg_buf_free(&b);
    return text;
}
