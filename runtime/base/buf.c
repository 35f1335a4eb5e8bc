#include "buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for n more bytes and the zero behind them. */
static bool reserve(struct mg_buf *b, size_t n)
{
    size_t need, capacity;
    char *p;

    if (b->failed)
        return false;
    if (n >= SIZE_MAX / 4 - b->n) {
        b->failed = true;
        return false;
    }
    need = b->n + n + 1;
    if (need <= b->capacity)
        return true;
    capacity = b->capacity ? b->capacity * 2 : 64;
    while (capacity < need)
        capacity *= 2;
    p = realloc(b->p, capacity);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->capacity = capacity;
    return true;
}

void mg_buf_addn(struct mg_buf *b, const char *text, size_t n)
{
    if (!reserve(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, text, n);
    b->n += n;
    b->p[b->n] = '\0';
}

/* A text that is NULL is one for which memory ran out. */
static bool is_there(struct mg_buf *b, const char *text)
{
    b->failed |= !text;
    return text;
}

void mg_buf_add(struct mg_buf *b, const char *text)
{
    if (is_there(b, text))
        mg_buf_addn(b, text, strlen(text));
}

void mg_buf_addc(struct mg_buf *b, char c)
{
    mg_buf_addn(b, &c, 1);
}

void mg_buf_pad(struct mg_buf *b, char c, size_t times)
{
    if (!reserve(b, times))
        return;
    memset(b->p + b->n, c, times);
    b->n += times;
    b->p[b->n] = '\0';
}

void mg_buf_vprintf(struct mg_buf *b, const char *format, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        b->failed = true;
    else if (reserve(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
        b->n += (size_t)n;
    }
}

void mg_buf_printf(struct mg_buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    mg_buf_vprintf(b, format, args);
    va_end(args);
}

/* --- SQL ---------------------------------------------------------------------------------- */

static const char *const keywords[] = {
#define KEYWORD(word) #word,
#include "keywords.def"
#undef KEYWORD
};

static int compare_keyword(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

/* A name that means the same without quotes, wherever it stands. */
static bool is_plain(const char *name)
{
    if (!((*name >= 'a' && *name <= 'z') || *name == '_'))
        return false;
    for (const char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_'))
            return false;
    return !bsearch(name, keywords, sizeof keywords / sizeof *keywords, sizeof *keywords,
                    compare_keyword);
}

/* The text between two quotes, with every quote in it doubled. */
static void add_quoted(struct mg_buf *b, char quote, const char *text)
{
    mg_buf_addc(b, quote);
    for (; *text; text++) {
        if (*text == quote)
            mg_buf_addc(b, quote);
        mg_buf_addc(b, *text);
    }
    mg_buf_addc(b, quote);
}

void mg_buf_ident(struct mg_buf *b, const char *name)
{
    if (!is_there(b, name))
        return;
    if (is_plain(name))
        mg_buf_add(b, name);
    else
        add_quoted(b, '"', name);
}

/* Reads one part of a name, up to its dot or the end, without its quotes; returns what follows. */
static const char *read_part(const char *p, struct mg_buf *part)
{
    if (*p == '"') {
        for (p++; *p && !(p[0] == '"' && p[1] != '"'); p++) {
            p += *p == '"';
            mg_buf_addc(part, *p);
        }
        p += *p == '"';
    }
    for (; *p && *p != '.'; p++)
        mg_buf_addc(part, *p);
    return p;
}

void mg_buf_name(struct mg_buf *b, const char *qualified)
{
    struct mg_buf part = MG_BUF_INIT;
    const char *p = qualified;

    while (is_there(b, p)) {
        mg_buf_clear(&part);
        p = read_part(p, &part);
        if (mg_buf_failed(&part))
            b->failed = true;
        else
            mg_buf_ident(b, mg_buf_text(&part));
        if (!*p)
            break;
        mg_buf_addc(b, *p++);
    }
    mg_buf_free(&part);
}

void mg_buf_literal(struct mg_buf *b, const char *value)
{
    if (!is_there(b, value))
        return;
    if (!strchr(value, '\\')) {
        add_quoted(b, '\'', value);
        return;
    }
    /* E'' reads the same whatever standard_conforming_strings says. */
    mg_buf_add(b, "E'");
    for (; *value; value++) {
        if (*value == '\'' || *value == '\\')
            mg_buf_addc(b, *value);
        mg_buf_addc(b, *value);
    }
    mg_buf_addc(b, '\'');
}

void mg_buf_name_literal(struct mg_buf *b, const char *qualified)
{
    struct mg_buf name = MG_BUF_INIT;

    mg_buf_name(&name, qualified);
    b->failed |= mg_buf_failed(&name);
    if (!mg_buf_failed(&name))
        mg_buf_literal(b, mg_buf_text(&name));
    mg_buf_free(&name);
}

/* --- C and JSON --------------------------------------------------------------------------- */

/* Bytes of the UTF-8 character at p, 0 if there is none; *code is the character. */
static size_t utf8_read(const unsigned char *p, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = *p < 0x80 ? 1 : *p >> 5 == 6 ? 2 : *p >> 4 == 14 ? 3 : *p >> 3 == 30 ? 4 : 0;

    if (n < 2) {
        *code = *p;
        return n;
    }
    *code = *p & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if (p[i] >> 6 != 2)
            return 0;
        *code = *code << 6 | (p[i] & 0x3Fu);
    }
    if (*code < least[n] || *code > 0x10FFFF || (*code >= 0xD800 && *code < 0xE000))
        return 0;
    return n;
}

/* Characters that reorder text: compilers warn of them in a source file. */
static bool is_bidirectional(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200E || code == 0x200F || code == 0x061C;
}

/* The letter that stands for a character after a backslash, in C and in JSON; 0 if none does. */
static char escape_letter(unsigned char c)
{
    static const char from[] = "\\\"\n\t\r\b\f", to[] = "\\\"ntrbf";
    const char *at = c ? strchr(from, c) : NULL;

    return at ? to[at - from] : '\0';
}

void mg_buf_c_string(struct mg_buf *b, const char *value)
{
    const unsigned char *p = (const unsigned char *)value;

    mg_buf_addc(b, '"');
    while (*p) {
        uint32_t code;
        size_t n = utf8_read(p, &code);
        char letter = escape_letter(*p);

        if (letter)
            mg_buf_printf(b, "\\%c", letter);
        else if (*p == '?' && p > (const unsigned char *)value && p[-1] == '?')
            mg_buf_add(b, "\\?"); /* no trigraphs */
        else if (n && code >= 0x20 && code != 0x7F && !is_bidirectional(code))
            mg_buf_addn(b, (const char *)p, n);
        else
            for (size_t i = 0; i < (n ? n : 1); i++)
                mg_buf_printf(b, "\\%03o", p[i]); /* always three digits: none can join them */
        p += n ? n : 1;
    }
    mg_buf_addc(b, '"');
}

void mg_buf_json_string(struct mg_buf *b, const char *value)
{
    const unsigned char *p = (const unsigned char *)value;

    mg_buf_addc(b, '"');
    while (*p) {
        uint32_t code;
        size_t n = utf8_read(p, &code);
        char letter = escape_letter(*p);

        if (letter)
            mg_buf_printf(b, "\\%c", letter);
        else if (n && code >= 0x20)
            mg_buf_addn(b, (const char *)p, n);
        else
            mg_buf_printf(b, "\\u%04x", n ? (unsigned)code : 0xFFFDu);
        p += n ? n : 1;
    }
    mg_buf_addc(b, '"');
}

/* --- The whole ---------------------------------------------------------------------------- */

const char *mg_buf_text(const struct mg_buf *b)
{
    if (b->failed)
        return NULL;
    return b->n ? b->p : "";
}

bool mg_buf_failed(const struct mg_buf *b)
{
    return b->failed;
}

char *mg_buf_take(struct mg_buf *b)
{
    char *text = NULL;

    if (reserve(b, 0)) {
        b->p[b->n] = '\0';
        text = b->p;
        b->p = NULL;
    }
    mg_buf_free(b);
    return text;
}

void mg_buf_clear(struct mg_buf *b)
{
    b->n = 0;
    b->failed = false;
    if (b->p)
        b->p[0] = '\0';
}

void mg_buf_free(struct mg_buf *b)
{
    free(b->p);
    *b = (struct mg_buf)MG_BUF_INIT;
}
