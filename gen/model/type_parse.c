#include "model/type_parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "model/sql.h"
#include "model/sql_token.h"
#include "model/types.h"
#include "runtime/base/buf.h"

/* --- The tables --------------------------------------------------------------------------- */

static const struct builtin_type builtins[] = {
#define TYPE(catalog, name, modifiers, equality, neutral) \
    {catalog, name, modifiers, equality, neutral},
#include "model/types.def"
#undef TYPE
};

struct alias {
    const char *name, *catalog;
};

static const struct alias aliases[] = {
#define ALIAS(name, catalog) {name, catalog},
#include "model/type_aliases.def"
#undef ALIAS
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int compare_name(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static const struct builtin_type *find_catalog(const char *name)
{
    return bsearch(name, builtins, COUNT(builtins), sizeof *builtins, compare_name);
}

static const struct alias *find_alias(const char *name)
{
    return bsearch(name, aliases, COUNT(aliases), sizeof *aliases, compare_name);
}

/* --- Parsing ------------------------------------------------------------------------------ */

struct parser {
    struct arena *a;
    const char *text;
    struct sql_token token; /* the one to look at */
};

static void advance(struct parser *p)
{
    p->token = sql_token_next(&p->text);
}

static bool accept_text(struct parser *p, const char *text)
{
    bool here = sql_token_is(p->token, text);

    if (here)
        advance(p);
    return here;
}

static bool accept_word(struct parser *p, const char *word)
{
    bool here = sql_token_word(p->token, word);

    if (here)
        advance(p);
    return here;
}

static void set_builtin(struct parsed_type *type, const struct builtin_type *builtin)
{
    type->builtin = builtin;
    type->base = builtin->name;
}

/* _int4 is what pg_type calls integer[]. */
static bool set_catalog(struct parsed_type *type, const char *name)
{
    const struct builtin_type *builtin = find_catalog(name);

    if (!builtin && *name == '_' && (builtin = find_catalog(name + 1)))
        type->array = true;
    if (builtin)
        set_builtin(type, builtin);
    return builtin != NULL;
}

/* "double" "precision", "national" "character" "varying": as many words as make a name. */
static const char *take_words(struct parser *p)
{
    const char *name = sql_token_name(p->a, p->token);

    for (advance(p); p->token.kind == SQL_WORD; advance(p)) {
        const char *longer = arena_printf(p->a, "%s %s", name, sql_token_name(p->a, p->token));
        struct parser ahead = *p;

        advance(&ahead);
        if (!find_alias(longer) &&
            !(ahead.token.kind == SQL_WORD &&
              find_alias(arena_printf(p->a, "%s %s", longer, sql_token_name(p->a, ahead.token)))))
            break;
        name = longer;
    }
    return name;
}

/* schema.name; pg_catalog is nothing to mention. */
static bool parse_qualified(struct parser *p, struct parsed_type *type, const char *schema)
{
    if (p->token.kind != SQL_WORD && p->token.kind != SQL_QUOTED)
        return false;

    const char *name = sql_token_name(p->a, p->token);

    advance(p);
    if (strcmp(schema, "pg_catalog") == 0 && set_catalog(type, name))
        return true;
    type->base = arena_printf(p->a, "%s.%s", sql_ident(p->a, schema), sql_ident(p->a, name));
    return true;
}

static bool parse_name(struct parser *p, struct parsed_type *type)
{
    bool quoted = p->token.kind == SQL_QUOTED;
    const char *name;

    if (!quoted && (p->token.kind != SQL_WORD || sql_token_reserved(p->token)))
        return false;
    if (quoted) {
        name = sql_token_name(p->a, p->token);
        advance(p);
    } else {
        name = take_words(p);
    }
    if (accept_text(p, "."))
        return parse_qualified(p, type, name);

    const struct alias *alias = quoted ? NULL : find_alias(name);

    if (alias)
        set_builtin(type, find_catalog(alias->catalog));
    else if (!set_catalog(type, name))
        type->base = sql_ident(p->a, name);
    /* char and bit are char(1) and bit(1), but only in these words: bpchar and "bit" have no
     * length. */
    if (!quoted && (strcmp(name, "bit") == 0 || (alias && strcmp(alias->catalog, "bpchar") == 0)))
        type->modifiers = "1";
    return true;
}

/* (10, -2): up to max numbers, each with its sign. Returns how many; 0 if it is something else. */
static int parse_numbers(struct parser *p, long *numbers, int max)
{
    int n = 0;

    do {
        int sign = accept_text(p, "-") ? -1 : 1;

        if (n == max || p->token.kind != SQL_NUMBER || p->token.n > 9)
            return 0;

        char *end, *digits = arena_strndup(p->a, p->token.p, p->token.n);

        numbers[n++] = sign * strtol(digits, &end, 10);
        if (*end)
            return 0;
        advance(p);
    } while (accept_text(p, ","));
    return accept_text(p, ")") ? n : 0;
}

enum { MAX_PRECISION = 6, MAX_LENGTH = 10485760, MAX_BITS = 83886080, MAX_DIGITS = 1000 };

/* PostgreSQL takes more than six digits of a second, warns and makes it six. */
static const char *seconds(struct arena *a, long precision)
{
    if (precision < 0)
        return NULL;
    return arena_printf(a, "%ld", precision > MAX_PRECISION ? MAX_PRECISION : precision);
}

static const char *digits_and_scale(struct arena *a, const long *numbers, int n)
{
    if (numbers[0] < 1 || numbers[0] > MAX_DIGITS || labs(numbers[1]) > MAX_DIGITS)
        return NULL;
    if (n == 1 || numbers[1] == 0)
        return arena_printf(a, "%ld", numbers[0]);
    return arena_printf(a, "%ld,%ld", numbers[0], numbers[1]);
}

static bool parse_builtin_modifiers(struct parser *p, struct parsed_type *type)
{
    long numbers[2] = {0, 0}, most;
    int n = parse_numbers(p, numbers, type->builtin->modifiers == PRECISION_SCALE ? 2 : 1);

    if (!n)
        return false;
    switch (type->builtin->modifiers) {
    case NO_MODIFIER:
        return false;
    case LENGTH:
        most = strstr(type->base, "bit") ? MAX_BITS : MAX_LENGTH;
        if (numbers[0] >= 1 && numbers[0] <= most)
            type->modifiers = arena_printf(p->a, "%ld", numbers[0]);
        else
            return false;
        break;
    case PRECISION:
    case INTERVAL:
        type->modifiers = seconds(p->a, numbers[0]);
        break;
    case PRECISION_SCALE:
        type->modifiers = digits_and_scale(p->a, numbers, n);
        break;
    }
    return type->modifiers != NULL;
}

/* Of a type that is not ours anything goes: geometry(Point,4326). */
static bool parse_foreign_modifiers(struct parser *p, struct parsed_type *type)
{
    struct mg_buf b = MG_BUF_INIT;

    for (; p->token.kind != SQL_END && !sql_token_is(p->token, ")"); advance(p)) {
        if (sql_token_is(p->token, "("))
            break;
        if (b.n && p->token.space && !sql_token_is(p->token, ",") && b.p[b.n - 1] != ',')
            mg_buf_addc(&b, ' ');
        mg_buf_addn(&b, p->token.p, p->token.n);
    }
    if (b.n)
        type->modifiers = arena_text(p->a, &b);
    mg_buf_free(&b);
    return type->modifiers && accept_text(p, ")");
}

/* float(24) has the digits of a real, float(53) those of a double precision. */
static bool parse_float(struct parser *p, struct parsed_type *type)
{
    long digits;

    if (!parse_numbers(p, &digits, 1) || digits < 1 || digits > 53)
        return false;
    set_builtin(type, find_catalog(digits <= 24 ? "float4" : "float8"));
    return true;
}

static bool parse_modifiers(struct parser *p, struct parsed_type *type, bool is_float)
{
    if (!accept_text(p, "("))
        return true;
    if (is_float)
        return parse_float(p, type);
    return type->builtin ? parse_builtin_modifiers(p, type) : parse_foreign_modifiers(p, type);
}

/* interval "day to second(3)" */
static bool parse_fields(struct parser *p, struct parsed_type *type)
{
    static const char *const fields[] = {"year", "month", "day", "hour", "minute", "second"};
    size_t first = 0, last;
    long digits;

    while (first < COUNT(fields) && !accept_word(p, fields[first]))
        first++;
    if (first == COUNT(fields))
        return true;
    if (type->modifiers) /* the precision comes last */
        return false;
    type->fields = fields[first];
    last = first;
    if (accept_word(p, "to")) {
        for (last = first + 1; last < COUNT(fields) && !accept_word(p, fields[last]);)
            last++;
        /* Months and days do not mix. */
        if (last >= COUNT(fields) || (first < 2) != (last < 2))
            return false;
        type->fields = arena_printf(p->a, "%s to %s", fields[first], fields[last]);
    }
    if (!accept_text(p, "("))
        return true;
    if (last != COUNT(fields) - 1 || !parse_numbers(p, &digits, 1))
        return false;
    type->modifiers = seconds(p->a, digits);
    return type->modifiers != NULL;
}

/* What may follow modifiers: a time zone, the fields of an interval. */
static bool parse_suffix(struct parser *p, struct parsed_type *type)
{
    const char *name = type->builtin ? type->builtin->catalog : "";
    bool with = sql_token_word(p->token, "with");

    if (strcmp(name, "interval") == 0)
        return parse_fields(p, type);
    if ((strcmp(name, "time") != 0 && strcmp(name, "timestamp") != 0) ||
        !(accept_word(p, "with") || accept_word(p, "without")))
        return true;
    if (with)
        set_builtin(type, find_catalog(arena_printf(p->a, "%stz", name)));
    return accept_word(p, "time") && accept_word(p, "zone");
}

/* [], [3][3], ARRAY, ARRAY[4]: PostgreSQL remembers neither sizes nor how many dimensions. */
static bool parse_array(struct parser *p, struct parsed_type *type)
{
    bool word = accept_word(p, "array");

    type->array |= word || sql_token_is(p->token, "[");
    for (int n = 0; accept_text(p, "["); n++) {
        if (word && n)
            return false;
        if (p->token.kind == SQL_NUMBER)
            advance(p);
        if (!accept_text(p, "]"))
            return false;
    }
    return true;
}

bool type_parse(struct arena *a, const char *text, struct parsed_type *type)
{
    struct parser p = {.a = a, .text = text};

    *type = (struct parsed_type){0};
    advance(&p);

    bool is_float = sql_token_word(p.token, "float");

    return parse_name(&p, type) && parse_modifiers(&p, type, is_float) && parse_suffix(&p, type) &&
           parse_array(&p, type) && p.token.kind == SQL_END;
}
