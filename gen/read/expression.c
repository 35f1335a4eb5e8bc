/* SQL in a word's arguments: is it SQL, and where in the header is it not. */
#include <string.h>

#include "model/sql.h"
#include "model/sql_token.h"
#include "read/reading.h"

static const enum sql_is sql_of_use[] = {
    [USE_CONDITION] = SQL_EXPRESSION,  [USE_PREDICATE] = SQL_EXPRESSION,
    [USE_DEFAULT] = SQL_EXPRESSION,    [USE_GENERATED] = SQL_EXPRESSION,
    [USE_ELEMENT] = SQL_INDEX_ELEMENT, [USE_ON_UPDATE] = SQL_EXPRESSION,
};

const char *sql_text(struct reading *r, struct slice s)
{
    return is_c_string(s) ? c_string_value(r, s, 0, NULL) : slice_text(r, s);
}

/* The place in the header of a byte of the SQL that an argument holds. */
struct loc loc_in_sql(struct reading *r, const struct word *word, struct slice s, size_t position)
{
    size_t place = position;

    if (is_c_string(s))
        c_string_value(r, s, position, &place);
    s.p += place < s.n ? place : s.n;
    return loc_of_argument(r, word, s);
}

/* Texts that are in the snapshot were SQL when they got there. */
static void remember(struct reading *r, enum sql_is what, const char *text)
{
    if (text)
        map_put(r->sql_is[what], text, (void *)text);
}

void remember_known_sql(struct reading *r)
{
    const struct schema *known = r->options->known;

    for (size_t i = 0; known && i < schema_count(known); i++) {
        const struct object *o = schema_at(known, i);

        if (o->kind == &kind_column) {
            remember(r, SQL_EXPRESSION, ((const struct column *)o)->default_);
            remember(r, SQL_EXPRESSION, ((const struct column *)o)->generated);
        } else if (o->kind == &kind_check) {
            remember(r, SQL_EXPRESSION, ((const struct check *)o)->expression);
        } else if (o->kind == &kind_index) {
            const struct index *index = (const struct index *)o;

            remember(r, SQL_EXPRESSION, index->where);
            for (size_t k = 0; k < index->elements.n; k++)
                remember(r, SQL_INDEX_ELEMENT, index->elements.items[k]);
        }
    }
}

/* NULL if the tidied text is SQL; parses only what was never seen. */
static const char *first_error(struct reading *r, enum sql_is what, const char *text,
                               const char *tidy, size_t *position)
{
    const char *error;

    if (map_get(r->sql_is[what], tidy))
        return NULL;
    error = sql_error(r->arena, what, text, position);
    if (!error)
        remember(r, what, tidy);
    return error;
}

static void report(struct reading *r, const struct word *word, struct slice s, const char *error,
                   size_t position)
{
    diag_error(r->diags, MG119, loc_in_sql(r, word, s, position), "%s is not SQL: %s",
               word_kinds[word->id].name, error);
    if (is_c_string(s))
        diag_hint(r->diags,
                  "A text in double quotes is SQL as a whole; a string in SQL has single "
                  "quotes: %s(\"'text'\").",
                  word_kinds[word->id].name);
}

const char *sql_in_word(struct reading *r, const struct word *word, struct slice s, enum use use)
{
    enum sql_is what = sql_of_use[use];
    const char *text, *tidy, *error;
    size_t position = 0;

    s = slice_trim(s);
    text = sql_text(r, s);
    tidy = map_get(r->tidied, text);
    if (tidy && what == SQL_EXPRESSION)
        return tidy;
    tidy = sql_tidy(r->arena, text);
    if (!*tidy) {
        diag_error(r->diags, MG119, loc_of_word(r, word), "%s is empty", word_kinds[word->id].name);
        if (word->id == WORD_DEFAULT)
            diag_hint(r->diags, "The empty string is DEFAULT(\"''\").");
        return NULL;
    }
    error = first_error(r, what, text, tidy, &position);
    if (error && what == SQL_INDEX_ELEMENT) {
        const char *in_parentheses = arena_printf(r->arena, "(%s)", tidy);

        error = first_error(r, SQL_EXPRESSION, text, tidy, &position);
        if (!error)
            return in_parentheses;
    }
    if (!error) {
        map_put(r->tidied, text, (void *)tidy);
        return tidy;
    }
    report(r, word, s, error, position);
    return NULL;
}
