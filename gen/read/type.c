/* The words that say a column's SQL type: VARCHAR(n), NUMERIC(p, s), TYPE("..."), ARRAY. */
#include "model/types.h"

#include <string.h>

#include "kinds/compose.h"
#include "model/sql.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

/* What the words with numbers make, of what, and how large the numbers may be. */
static const struct sized {
    enum word_id id;
    const char *name;
    unsigned groups; /* C types that it suits; pg_* only if it has the same base type */
    long long low, high;
    bool scale;
} sized_words[] = {
    {WORD_VARCHAR, "varchar", C_TEXT | C_CHARS, 1, 10485760, false},
    {WORD_CHAR, "char", C_TEXT | C_CHARS, 1, 10485760, false},
    {WORD_NUMERIC, "numeric", C_TEXT | C_CHARS | C_INTEGER | C_FLOAT, 1, 1000, true},
    {WORD_BIT, "bit", C_TEXT | C_CHARS, 1, 83886080, false},
    {WORD_VARBIT, "varbit", C_TEXT | C_CHARS, 1, 83886080, false},
    {WORD_TIMESTAMPTZ, "timestamptz", C_TEXT | C_CHARS | C_INTEGER, 0, 6, false},
    {WORD_TIMESTAMP, "timestamp", C_TEXT | C_CHARS | C_INTEGER, 0, 6, false},
    {WORD_TIME, "time", C_TEXT | C_CHARS | C_INTEGER, 0, 6, false},
    {WORD_TIMETZ, "timetz", C_TEXT | C_CHARS, 0, 6, false},
};

static bool suits(struct reading *r, const struct c_type *c, unsigned groups, const char *base)
{
    if (c->group == C_PG) {
        const char *own = type_base(r->arena, c->sql);

        return own && strcmp(own, base) == 0;
    }
    /* Types that say nothing by themselves are anything that a word says; but not what the program
     * owns. */
    return (c->group & groups) || (c->group == C_OTHER && !c->sql);
}

static void report_unsuited(struct reading *r, const struct member *member, const struct word *word,
                            const struct c_type *c)
{
    const char *spelling = c_type_spelling(r, member->type);

    diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a member of type \"%s\"%s%s%s",
               word_kinds[word->id].name, spelling, c->sql ? ", which is " : "",
               c->sql ? c->sql : "", "");
    if (c->group == C_INTEGER || c->group == C_FLOAT || c->group == C_BOOL)
        diag_hint(r->diags, "Change the C type, or say TYPE(\"...\") if it is really meant.");
}

/* Few different types are written very often. */
static const char *canonical(struct reading *r, const char *sql)
{
    const char *known = map_get(r->types, sql);

    if (!known) {
        known = type_canonical(r->arena, sql);
        map_put(r->types, sql, (void *)known);
    }
    return known;
}

static const char *sized_type(struct reading *r, const struct member *member,
                              const struct word *word, const struct c_type *c)
{
    const struct sized *sized = sized_words;
    struct slices args = split_arguments(r, word->arguments);
    long long n, scale;

    while (sized->id != word->id)
        sized++;
    if (args.n == 0 || args.n > (sized->scale ? 2 : 1)) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes %s", word_kinds[word->id].name,
                   sized->scale ? "a precision and perhaps a scale" : "one number");
        return NULL;
    }
    if (!argument_number(r, word, args.items[0], sized->low, sized->high, &n) ||
        (args.n > 1 && !argument_number(r, word, args.items[1], -1000, 1000, &scale)))
        return NULL;
    if (!suits(r, c, sized->groups, sized->name)) {
        report_unsuited(r, member, word, c);
        return NULL;
    }
    if (c->group == C_CHARS && (word->id == WORD_VARCHAR || word->id == WORD_CHAR) &&
        n >= c->size) {
        diag_warning(r->diags, MG136, loc_of_word(r, word), "%s(%lld) does not fit into char[%lld]",
                     sized->name, n, c->size);
        diag_hint(r->diags, "A char[n] holds n - 1 bytes of text.");
    }
    const char *sql = args.n > 1 ? arena_printf(r->arena, "%s(%lld,%lld)", sized->name, n, scale)
                                 : arena_printf(r->arena, "%s(%lld)", sized->name, n);

    return canonical(r, sql);
}

/* Types that well-known extensions bring: nobody who writes them meant another. */
static bool is_extension_type(const char *base)
{
    static const char *const names[] = {
        "citext",    "hstore", "ltree",  "lquery",   "ltxtquery", "cube", "seg",     "geometry",
        "geography", "raster", "vector", "halfvec",  "sparsevec", "isbn", "isbn13",  "ean13",
        "issn",      "upc",    "lo",     "intarray", "semver",    "ulid", "h3index", "agtype",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], base) == 0)
            return true;
    return strchr(base, '.') != NULL; /* whoever says where it is knows it */
}

static const char *serial_of(const char *base)
{
    static const char *const serials[][2] = {{"serial", "int32_t"},      {"bigserial", "int64_t"},
                                             {"smallserial", "int16_t"}, {"serial2", "int16_t"},
                                             {"serial4", "int32_t"},     {"serial8", "int64_t"}};

    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++)
        if (strcmp(serials[i][0], base) == 0)
            return serials[i][1];
    return NULL;
}

/* A canonical type: one of PostgreSQL's, of the model's, or of an extension. */
static bool check_type(struct reading *r, const struct word *word, struct slice s, const char *type)
{
    const char *base = type_base(r->arena, type), *near, *serial;
    struct mg_nearest nearest = MG_NEAREST(base);
    struct loc loc;

    if (type_is_builtin(r->arena, type) || map_get(r->model_types, base) || is_extension_type(base))
        return true;
    loc = loc_of_argument(r, word, s);
    near = type_nearest(r->arena, base);
    for (size_t i = 0; i < r->enums.n; i++)
        if (r->enums.items[i]->type)
            mg_nearest_offer(&nearest, r->enums.items[i]->type->o.name);
    for (size_t i = 0; i < r->domains.n; i++)
        mg_nearest_offer(&nearest, r->domains.items[i]->domain->o.name);
    if (!near)
        near = nearest.best;
    serial = serial_of(base);
    if (serial) {
        diag_error(r->diags, MG104, loc, "%s is no type but an old way to make a sequence", base);
        diag_hint(r->diags, "Use %s with IDENTITY, or with SERIAL.", serial);
        return false;
    }
    if (near) {
        diag_error(r->diags, MG104, loc, "no SQL type called \"%s\"", base);
        diag_hint(r->diags, "Did you mean %s?", near);
        return false;
    }
    diag_warning(r->diags, MG104, loc, "PostgreSQL itself has no type called \"%s\"", base);
    diag_hint(r->diags, "If an extension has it, say in which schema: TYPE(\"public.%s\").", base);
    return true;
}

/* --- Collations --------------------------------------------------------------------------- */

bool type_has_collation(struct reading *r, const char *type)
{
    static const char *const texts[] = {"text", "varchar", "char", "bpchar", "name"};
    const char *base = type_base(r->arena, type);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(base, texts[i]) == 0)
            return true;
    return !type_is_builtin(r->arena, type);
}

/* COLLATE("de_DE.utf8"), COLLATE(billing.german), COLLATE("odd schema", "odd name"). */
static const char *collation_name(struct reading *r, const struct word *word)
{
    struct slices parts = split_arguments(r, word->arguments);
    const char *dot = memchr(word->arguments.p, '.', word->arguments.n), *name;
    struct word one = *word;

    if (parts.n == 1 && dot && word->arguments.p[0] != '"') {
        *vec_push(r->arena, &parts) =
            (struct slice){dot + 1, (size_t)(word->arguments.p + word->arguments.n - dot) - 1};
        parts.items[0].n = (size_t)(dot - parts.items[0].p);
    }
    if (parts.n != 2) {
        name = argument_name(r, word, "collation");
        return name ? qualified_name(r->arena, "", name) : NULL;
    }
    one.arguments = parts.items[1];
    name = argument_name(r, &one, "collation");
    one.arguments = parts.items[0];

    const char *schema = argument_name(r, &one, "schema");

    return schema && name ? qualified_name(r->arena, schema, name) : NULL;
}

/* COLLATE(...) on something of a type. */
const char *collation_of_word(struct reading *r, const struct word *word, const char *type)
{
    const char *name = collation_name(r, word);

    if (!type_has_collation(r, type)) {
        diag_error(r->diags, MG109, loc_of_word(r, word), "COLLATE on a column of type %s", type);
        return NULL;
    }
    return name && strcmp(name, "default") == 0 ? NULL : name;
}

static const char *any_type(struct reading *r, const struct word *word)
{
    struct slice s = slice_trim(word->arguments);
    const char *text = is_c_string(s) ? c_string_value(r, s, 0, NULL) : slice_text(r, s);
    const char *type = type_canonical(r->arena, text);
    size_t position = 0;

    if (type && !sql_error(r->arena, SQL_TYPE, text, &position))
        return check_type(r, word, s, type) ? type : NULL;
    diag_error(r->diags, MG104, loc_of_argument(r, word, s), "\"%s\" is not an SQL type", text);
    return NULL;
}

static const char *interval_type(struct reading *r, const struct member *member,
                                 const struct word *word, const struct c_type *c)
{
    struct slice s = slice_trim(word->arguments);
    const char *text = is_c_string(s) ? c_string_value(r, s, 0, NULL) : slice_text(r, s);
    const char *sql = strspn(text, " 0123456789") == strlen(text) && *text
                          ? arena_printf(r->arena, "interval(%s)", text)
                          : arena_printf(r->arena, "interval %s", text);
    size_t position = 0;

    if (!suits(r, c, C_TEXT | C_CHARS | C_INTEGER, "interval")) {
        report_unsuited(r, member, word, c);
        return NULL;
    }
    if (type_canonical(r->arena, sql) && !sql_error(r->arena, SQL_TYPE, sql, &position))
        return type_canonical(r->arena, sql);
    diag_error(r->diags, MG104, loc_of_argument(r, word, s), "\"%s\" is no kind of interval", text);
    diag_hint(r->diags, "Such as INTERVAL(\"day to second\"), INTERVAL(\"year\") or INTERVAL(3).");
    return NULL;
}

static void report_no_type(struct reading *r, const struct member *member, const struct c_type *c)
{
    if (!c->why)
        return; /* an enum that was reported */
    diag_error(r->diags, MG105, member->loc, "member \"%s\" of type \"%s\" is no column: %s",
               member->name, c_type_spelling(r, member->type), c->why);
    if (c->hint)
        diag_hint(r->diags, "%s", c->hint);
}

const char *member_type(struct reading *r, const struct member *member)
{
    const struct c_type *c = c_type_of(r, member->type);
    const struct word *word = NULL;
    bool is_array = words_find(&member->words, WORD_ARRAY) != NULL;
    const char *type;

    for (size_t i = 0; i < member->words.n && !word; i++)
        if (word_is_type(member->words.items[i].id))
            word = &member->words.items[i];
    if (is_array && c->element && c->group == C_OTHER)
        c = c->element;
    if (!word)
        type = c->sql;
    else if (word->id == WORD_TYPE)
        type = any_type(r, word);
    else if (word->id == WORD_INTERVAL)
        type = interval_type(r, member, word, c);
    else
        type = sized_type(r, member, word, c);
    if (!word && !type)
        report_no_type(r, member, c);
    if (!type || !is_array || type_is_array(type))
        return type;
    return arena_printf(r->arena, "%s[]", type);
}
