/* Partitions that would take the same rows: found where bounds are plain constants. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/sql_token.h"
#include "read/reading.h"

enum { MAX_VALUES = 32 };

/* A value of a bound: a number, or a text whose order is that of its bytes (a date). */
struct value {
    enum { VALUE_UNKNOWN, VALUE_MIN, VALUE_NUMBER, VALUE_DATE, VALUE_TEXT, VALUE_MAX } type;
    double number;
    const char *text;
};

struct bound {
    enum { BOUND_UNKNOWN, BOUND_DEFAULT, BOUND_LIST, BOUND_HASH, BOUND_RANGE } type;
    struct value from[MAX_VALUES], to[MAX_VALUES]; /* of a list and of a hash: from */
    size_t n;
    struct table_decl *table;
    const struct word *word;
};

/* --- What they say ------------------------------------------------------------------------ */

/* '2024-01-01', '2024-01-01 12:00:00': dates of the same form are ordered as their texts are. */
static bool is_date(const char *text)
{
    static const char form[] = "0000-00-00 00:00:00";
    size_t n = strlen(text);

    if (n != 10 && n != sizeof form - 1)
        return false;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    return true;
}

static struct value value_of(struct reading *r, const char *text)
{
    const char *p = text;
    struct sql_token token = sql_token_next(&p);
    bool alone = !*p;
    char *end;
    double number = strtod(text, &end);
    struct value v = {.type = VALUE_UNKNOWN, .text = text};

    if (alone && sql_token_word(token, "minvalue"))
        v.type = VALUE_MIN;
    else if (alone && sql_token_word(token, "maxvalue"))
        v.type = VALUE_MAX;
    else if (*text && !*end)
        v = (struct value){VALUE_NUMBER, number, text};
    else if (alone && token.kind == SQL_STRING && *token.p == '\'') {
        v.text = sql_token_string(r->arena, token);
        v.type = is_date(v.text) ? VALUE_DATE : VALUE_TEXT;
    }
    return v;
}

/* (a, b): the values; *p moves behind them. The number of them, 0 if there are too many. */
static size_t values(struct reading *r, const char **p, struct value *list)
{
    struct sql_token token = sql_token_next(p);
    const char *start = *p;
    size_t n = 0;
    int depth = 1;

    if (!sql_token_is(token, "("))
        return 0;
    while (depth > 0) {
        token = sql_token_next(p);
        if (token.kind == SQL_END)
            return 0;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth > 1 || (depth == 1 && !sql_token_is(token, ",")))
            continue;
        if (n == MAX_VALUES)
            return 0;

        struct slice s = slice_trim((struct slice){start, (size_t)(token.p - start)});

        list[n++] = value_of(r, slice_text(r, s));
        start = *p;
    }
    return n;
}

/* MODULUS 4, REMAINDER 1: two numbers. */
static size_t hash_values(const char *p, struct value *list)
{
    size_t n = 0;

    for (; *p && n < 2; p++)
        if (isdigit((unsigned char)*p)) {
            char *end;

            list[n++] = (struct value){VALUE_NUMBER, strtod(p, &end), p};
            p = end - 1;
        }
    return n;
}

static struct bound bound_of(struct reading *r, const char *text)
{
    struct bound b = {.type = BOUND_UNKNOWN};
    const char *p = text;
    struct sql_token word;

    if (strcmp(text, "DEFAULT") == 0) {
        b.type = BOUND_DEFAULT;
        return b;
    }
    p += strlen("FOR VALUES ");
    word = sql_token_next(&p);
    if (sql_token_word(word, "in")) {
        b.n = values(r, &p, b.from);
        b.type = b.n ? BOUND_LIST : BOUND_UNKNOWN;
    } else if (sql_token_word(word, "with")) {
        b.n = hash_values(p, b.from);
        b.type = b.n == 2 && b.from[0].number >= 1 ? BOUND_HASH : BOUND_UNKNOWN;
    } else if (sql_token_word(word, "from")) {
        b.n = values(r, &p, b.from);
        sql_token_next(&p); /* TO */
        b.type = b.n && values(r, &p, b.to) == b.n ? BOUND_RANGE : BOUND_UNKNOWN;
    }
    return b;
}

/* --- Comparing ---------------------------------------------------------------------------- */

/* As strcmp; *known is false where nobody but the server knows. */
static int compare_values(const struct value *a, const struct value *b, bool *known)
{
    if (a->type == VALUE_UNKNOWN || b->type == VALUE_UNKNOWN)
        *known = false;
    else if (a->type == VALUE_MIN || b->type == VALUE_MIN || a->type == VALUE_MAX ||
             b->type == VALUE_MAX)
        return (a->type > b->type) - (a->type < b->type);
    else if (a->type == VALUE_NUMBER && b->type == VALUE_NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    else if (a->type == VALUE_DATE && b->type == VALUE_DATE)
        return strcmp(a->text, b->text);
    else
        *known = strcmp(a->text, b->text) == 0;
    return 0;
}

static int compare_rows(const struct value *a, const struct value *b, size_t n, bool *known)
{
    for (size_t i = 0; i < n; i++) {
        int c = compare_values(&a[i], &b[i], known);

        if (c || !*known)
            return c;
        if (a[i].type == VALUE_MIN || a[i].type == VALUE_MAX)
            return 0;
    }
    return 0;
}

static bool lists_meet(const struct bound *a, const struct bound *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++) {
            const struct value *x = &a->from[i], *y = &b->from[k];

            if (x->type == VALUE_NUMBER && y->type == VALUE_NUMBER ? x->number == y->number
                                                                   : strcmp(x->text, y->text) == 0)
                return true;
        }
    return false;
}

static bool hashes_meet(const struct bound *a, const struct bound *b)
{
    long long x = (long long)a->from[0].number, y = (long long)b->from[0].number;

    while (y) {
        long long rest = x % y;

        x = y;
        y = rest;
    }
    return ((long long)a->from[1].number - (long long)b->from[1].number) % x == 0;
}

static bool ranges_meet(const struct bound *a, const struct bound *b)
{
    bool known = a->n == b->n;

    return known && compare_rows(a->from, b->to, a->n, &known) < 0 && known &&
           compare_rows(b->from, a->to, a->n, &known) < 0 && known;
}

static bool meet(const struct bound *a, const struct bound *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case BOUND_UNKNOWN:
        return false;
    case BOUND_DEFAULT:
        return true;
    case BOUND_LIST:
        return lists_meet(a, b);
    case BOUND_HASH:
        return hashes_meet(a, b);
    case BOUND_RANGE:
        return ranges_meet(a, b);
    }
    return false;
}

/* --- All of them -------------------------------------------------------------------------- */

typedef VEC(struct bound) bounds;

static void check_empty(struct reading *r, const struct bound *b)
{
    bool known = b->type == BOUND_RANGE;

    if (known && compare_rows(b->from, b->to, b->n, &known) >= 0 && known)
        diag_error(r->diags, MG151, loc_of_word(r, b->word), "nothing is between these bounds");
}

static void compare_with(struct reading *r, const bounds *others, const struct bound *b)
{
    for (size_t i = 0; i < others->n; i++) {
        const struct bound *other = &others->items[i];

        if (!meet(other, b))
            continue;
        diag_error(r->diags, MG151, loc_of_word(r, b->word),
                   b->type == BOUND_DEFAULT
                       ? "partition \"%s\" is the default one, and so is \"%s\""
                       : "partition \"%s\" would take rows that are those of \"%s\"",
                   b->table->tag, other->table->tag);
        diag_note(r->diags, loc_of_word(r, other->word), "its bounds are here");
        return;
    }
}

void check_bounds(struct reading *r)
{
    struct map *of_parent = map_of_addresses(r->arena);

    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];
        const struct parent_decl *parent = is_partition(t) ? &t->parents.items[0] : NULL;
        bounds *others;
        struct bound b;

        if (!parent || !parent->link || !parent->link->bound)
            continue;
        others = map_get(of_parent, parent->table);
        if (!others) {
            others = arena_alloc(r->arena, sizeof *others);
            map_put(of_parent, parent->table, others);
        }
        b = bound_of(r, parent->link->bound);
        b.table = t;
        b.word = parent->bound;
        check_empty(r, &b);
        compare_with(r, others, &b);
        *vec_push(r->arena, others) = b;
    }
}
