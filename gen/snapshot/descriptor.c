#include "snapshot/descriptor.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* As much of C as it takes to find one macro call and the initializers in it. */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_STRING, TOKEN_OTHER };

struct token {
    enum token_kind kind;
    const char *p;
    size_t n;
};

struct scanner {
    const char *at;
    bool line_start; /* only space since the line began */
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* To the end of a line that backslashes may continue: a directive or a // comment. */
static const char *line_end(const char *p)
{
    for (; *p && *p != '\n'; p++)
        if (*p == '\\' && p[1])
            p++;
    return p;
}

static void skip_space(struct scanner *s)
{
    for (;;) {
        if (*s->at == '\n')
            s->line_start = true, s->at++;
        else if (*s->at == ' ' || *s->at == '\t' || *s->at == '\r' || *s->at == '\f')
            s->at++;
        else if (*s->at == '\\' && s->at[1] == '\n')
            s->at += 2;
        else if (s->at[0] == '/' && s->at[1] == '/')
            s->at = line_end(s->at);
        else if (s->at[0] == '/' && s->at[1] == '*') {
            const char *end = strstr(s->at + 2, "*/");

            s->at = end ? end + 2 : s->at + strlen(s->at);
        } else if (*s->at == '#' && s->line_start)
            s->at = line_end(s->at);
        else
            return;
    }
}

static struct token next(struct scanner *s)
{
    struct token t = {TOKEN_OTHER, NULL, 0};

    skip_space(s);
    s->line_start = false;
    t.p = s->at;
    if (!*s->at) {
        t.kind = TOKEN_END;
    } else if (is_name(*s->at)) {
        t.kind = *s->at >= '0' && *s->at <= '9' ? TOKEN_NUMBER : TOKEN_WORD;
        while (is_name(*s->at))
            s->at++;
    } else if (*s->at == '"' || *s->at == '\'') {
        char quote = *s->at++;

        t.kind = quote == '"' ? TOKEN_STRING : TOKEN_OTHER;
        for (; *s->at && *s->at != quote && *s->at != '\n'; s->at++)
            if (*s->at == '\\' && s->at[1])
                s->at++;
        s->at += *s->at == quote;
    } else {
        s->at++;
    }
    t.n = (size_t)(s->at - t.p);
    return t;
}

static bool is(struct token t, const char *text)
{
    return t.n == strlen(text) && memcmp(t.p, text, t.n) == 0;
}

/* "a" "b" is one string. Names and revisions hold no escapes. */
static const char *take_string(struct arena *arena, struct scanner *s, struct token *t)
{
    const char *text = "";

    for (; t->kind == TOKEN_STRING && t->n >= 2; *t = next(s))
        text = arena_printf(arena, "%s%.*s", text, (int)t->n - 2, t->p + 1);
    return text;
}

static void take_member(struct arena *arena, struct scanner *s, struct token *t,
                        struct descriptor *d)
{
    struct token name = *t = next(s);
    const char **text = is(name, "revision")        ? &d->revision
                        : is(name, "down_revision") ? &d->down_revision
                        : is(name, "name")          ? &d->name
                                                    : NULL;

    *t = next(s);
    if (!is(*t, "="))
        return;
    *t = next(s);
    if (is(name, "number") && t->kind == TOKEN_NUMBER)
        d->number = (int)strtol(t->p, NULL, 0); /* as a compiler reads it: 010 is eight */
    else if (text && t->kind == TOKEN_STRING)
        *text = take_string(arena, s, t);
}

/* After "MIGRATION (": members up to the parenthesis that closes it. */
static void take_members(struct arena *arena, struct scanner *s, struct descriptor *d)
{
    int depth = 1;
    struct token t = next(s);

    while (t.kind != TOKEN_END && depth > 0) {
        if (is(t, ".")) {
            take_member(arena, s, &t, d);
            continue;
        }
        depth += is(t, "(") - is(t, ")");
        if (depth > 0)
            t = next(s);
    }
}

static unsigned line_of(const char *source, const char *p)
{
    unsigned line = 1;

    for (; source < p; source++)
        line += *source == '\n';
    return line;
}

struct descriptor descriptor_find(struct arena *arena, const char *source)
{
    struct descriptor d = {0, -1, NULL, NULL, NULL};
    struct scanner s = {source, true};
    struct token t;

    while ((t = next(&s)).kind != TOKEN_END) {
        struct scanner ahead = s;

        if (t.kind != TOKEN_WORD || !is(t, "MIGRATION") || !is(next(&ahead), "("))
            continue;
        d.line = line_of(source, t.p);
        take_members(arena, &ahead, &d);
        break;
    }
    return d;
}
