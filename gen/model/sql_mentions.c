/* Mentions that a scan for tokens finds: of expressions, types and bodies. */
#include "model/sql_mentions.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "model/sql_token.h"
#include "runtime/base/buf.h"

/* Identifiers joined by dots, and what stands around them. */
struct chain {
    const char *parts[3];
    int n;
    bool star; /* t.* */
    const char *start, *end;
    struct sql_token before, after;
};

struct scan {
    struct arena *arena;
    const char *text, *rest;
    struct sql_token before, token; /* the current one, and the one before */
    struct mentions found;
};

static void step(struct scan *s)
{
    s->before = s->token;
    s->token = sql_token_next(&s->rest);
}

static bool is_name(struct sql_token token)
{
    return token.kind == SQL_QUOTED || (token.kind == SQL_WORD && !sql_token_reserved(token));
}

/* The chain that starts at the current token, which is a name; the scan stands behind it then. */
static struct chain take_chain(struct scan *s)
{
    struct chain c = {.start = s->token.p, .before = s->before};

    for (;;) {
        if (c.n == 3) { /* database.schema.name */
            c.parts[0] = c.parts[1];
            c.parts[1] = c.parts[2];
            c.n = 2;
        }
        c.parts[c.n++] = sql_token_name(s->arena, s->token);
        c.end = s->token.p + s->token.n;
        step(s);
        if (!sql_token_is(s->token, "."))
            break;
        step(s);
        if (sql_token_is(s->token, "*")) {
            c.star = true;
            step(s);
            break;
        }
        if (s->token.kind != SQL_WORD && s->token.kind != SQL_QUOTED)
            break;
    }
    c.after = s->token;
    return c;
}

static struct mention *add(struct scan *s, enum mentioned what, const struct chain *c)
{
    struct mention *m = vec_push(s->arena, &s->found);

    *m = (struct mention){
        .what = what,
        .schema = c->n > 1 ? c->parts[c->n - 2] : NULL,
        .name = c->parts[c->n - 1],
        .at = (size_t)(c->start - s->text),
        .length = (size_t)(c->end - c->start),
        .arguments = -1,
    };
    return m;
}

struct mention mention_of_name(struct arena *a, enum mentioned what, const char *text)
{
    struct scan s = {.arena = a, .text = text, .rest = text};
    struct chain c;

    step(&s);
    if (s.token.kind != SQL_WORD && s.token.kind != SQL_QUOTED)
        return (struct mention){.what = what, .name = ""};
    c = take_chain(&s);
    return *add(&s, what, &c);
}

/* One part of a qualified name, its quotes taken away; *text moves behind it. */
static const char *take_part(struct arena *a, const char **text)
{
    const char *p = *text;
    char *part = arena_alloc(a, strlen(p) + 1), *to = part;
    bool quoted = *p == '"';

    for (p += quoted; *p && (quoted ? p[0] != '"' || p[1] == '"' : *p != '.'); p++) {
        p += quoted && *p == '"';
        *to++ = *p;
    }
    *text = p + (quoted && *p);
    return part;
}

struct mention mention_of_object(struct arena *a, enum mentioned what, const char *text)
{
    struct mention m = {.what = what, .length = strlen(text), .arguments = -1};

    m.name = take_part(a, &text);
    if (*text == '.') {
        m.schema = m.name;
        text++;
        m.name = take_part(a, &text);
    }
    return m;
}

/* --- Expressions -------------------------------------------------------------------------- */

/* nextval('x'), 'x'::regclass, 'f'::regproc: the constant names something. */
static void add_string(struct scan *s, struct sql_token function, struct sql_token string)
{
    static const struct {
        const char *word;
        enum mentioned what;
    } types[] = {
        {"regclass", MENTIONED_RELATION},
        {"regtype", MENTIONED_TYPE},
        {"regproc", MENTIONED_ROUTINE},
        {"regprocedure", MENTIONED_ROUTINE},
    };
    static const char *const functions[] = {"nextval", "currval", "setval"};
    const char *rest = s->rest;
    struct sql_token type = sql_token_next(&rest);
    int what = -1;

    for (size_t i = 0; i < 4 && sql_token_is(s->token, "::"); i++)
        if (sql_token_word(type, types[i].word))
            what = types[i].what;
    for (size_t i = 0; i < 3; i++)
        if (sql_token_word(function, functions[i]))
            what = MENTIONED_RELATION;
    if (what < 0)
        return;

    struct mention m =
        mention_of_name(s->arena, (enum mentioned)what, sql_token_string(s->arena, string));

    /* Without the quotes of the constant: it can be respelled where nothing in it is escaped. */
    m.at = (size_t)(string.p + 1 - s->text);
    m.length = *string.p == '\'' ? string.n - 2 : 0;
    *vec_push(s->arena, &s->found) = m;
}

static void add_chain(struct scan *s, const struct chain *c)
{
    bool called = sql_token_is(c->after, "(");

    if (sql_token_is(c->before, ".")) /* (address).city: of a value, not of a table */
        return;
    if (c->star)
        add(s, MENTIONED_COLUMN, c)->name = NULL;
    else if (sql_token_word(c->before, "collate"))
        add(s, MENTIONED_COLLATION, c);
    else if (sql_token_is(c->before, "::") || sql_token_word(c->before, "as") ||
             c->after.kind == SQL_STRING)
        add(s, MENTIONED_TYPE, c);
    else if (called)
        add(s, MENTIONED_ROUTINE, c);
    else
        add(s, MENTIONED_COLUMN, c);
}

struct mentions mentions_of_expression(struct arena *a, const char *text)
{
    struct scan s = {.arena = a, .text = text, .rest = text};
    struct sql_token second = {0}; /* before the one before */

    step(&s);
    while (s.token.kind != SQL_END) {
        struct sql_token token = s.token, function = second;

        second = s.before;
        if (is_name(token)) {
            const char *ahead = s.rest;

            if (sql_token_only_called(token) && !sql_token_is(sql_token_next(&ahead), "(")) {
                step(&s);
                continue;
            }

            struct chain c = take_chain(&s);

            second = (struct sql_token){0};
            add_chain(&s, &c);
            continue;
        }
        if (token.kind == SQL_OPERATOR)
            *vec_push(a, &s.found) = (struct mention){.what = MENTIONED_OPERATOR,
                                                      .name = arena_strndup(a, token.p, token.n)};
        step(&s);
        if (token.kind == SQL_STRING)
            add_string(&s, function, token);
    }
    return s.found;
}

struct mentions mentions_of_body(struct arena *a, const char *text)
{
    struct scan s = {.arena = a, .text = text, .rest = text};

    step(&s);
    while (s.token.kind != SQL_END) {
        struct sql_token token = s.token;

        if (is_name(token)) {
            struct chain c = take_chain(&s);

            add(&s, MENTIONED_ANY, &c);
            if (c.n > 1) /* the table of a column */
                *vec_push(a, &s.found) = (struct mention){
                    .what = MENTIONED_ANY,
                    .schema = c.n > 2 ? c.parts[c.n - 3] : NULL,
                    .name = c.parts[c.n - 2],
                };
            continue;
        }
        step(&s);
        if (token.kind == SQL_STRING)
            add_string(&s, (struct sql_token){0}, token);
    }
    return s.found;
}

/* --- Types -------------------------------------------------------------------------------- */

/* What may stand before the type of a parameter. */
static bool is_mode(struct sql_token token)
{
    return sql_token_word(token, "setof") || sql_token_word(token, "in") ||
           sql_token_word(token, "out") || sql_token_word(token, "inout") ||
           sql_token_word(token, "variadic");
}

/* Of several words in a row the first is a parameter's name; or it is "double precision". */
static struct chain take_type(struct scan *s)
{
    struct chain c = take_chain(s);

    while (is_mode(s->token))
        step(s);
    if (s->token.kind == SQL_WORD || s->token.kind == SQL_QUOTED)
        if (is_name(s->token) && !sql_token_word(s->token, "precision"))
            c = take_chain(s);
    return c;
}

/* One type for each part between commas and parentheses; "= default" is another field's. */
struct mentions mentions_of_type(struct arena *a, const char *text)
{
    struct scan s = {.arena = a, .text = text, .rest = text};
    bool starts = true;

    step(&s);
    while (s.token.kind != SQL_END) {
        bool table = sql_token_word(s.token, "table") || is_mode(s.token);

        if (starts && is_name(s.token) && !is_mode(s.token)) {
            struct chain c = take_type(&s);

            add(&s, MENTIONED_TYPE, &c);
            starts = false;
            continue;
        }
        starts = table || sql_token_is(s.token, "(") || sql_token_is(s.token, ",");
        step(&s);
    }
    return s.found;
}

/* --- Respelling --------------------------------------------------------------------------- */

const char *mentions_respell(struct arena *a, const char *text, const struct mention_edits *edits)
{
    struct mg_buf b = MG_BUF_INIT;
    size_t at = 0;

    for (size_t i = 0; i < edits->n; i++) {
        const struct mention_edit *e = &edits->items[i];

        if (e->at < at || e->length == 0)
            continue; /* said twice */
        mg_buf_addn(&b, text + at, e->at - at);
        mg_buf_add(&b, e->text);
        at = e->at + e->length;
    }
    mg_buf_add(&b, text + at);
    if (mg_buf_failed(&b))
        out_of_memory();
    text = arena_text(a, &b);
    mg_buf_free(&b);
    return text;
}
