/* DEFAULT(sql): what it may be is more than SQL can tell: it must suit the column. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/sql.h"
#include "model/sql_token.h"
#include "model/types.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

/* A constant alone, with at most a cast behind it. */
static bool is_constant(const char *sql, struct sql_token *constant, bool *negative)
{
    struct sql_token next;

    *constant = sql_token_next(&sql);
    *negative = sql_token_is(*constant, "-");
    if (*negative)
        *constant = sql_token_next(&sql);
    next = sql_token_next(&sql);
    return (constant->kind == SQL_STRING || constant->kind == SQL_NUMBER) && next.kind == SQL_END;
}

static void check_label(struct reading *r, const struct word *word, const struct enum_decl *e,
                        const char *label)
{
    struct mg_nearest nearest = MG_NEAREST(label);
    const struct strings *labels = &e->type->labels;

    if (strings_find(labels, label) >= 0)
        return;
    diag_error(r->diags, MG122, loc_of_argument(r, word, word->arguments), "%s has no label \"%s\"",
               object_label(r->arena, &e->type->o), label);
    diag_note(r->diags, e->type->o.loc, "it is declared here");
    for (size_t i = 0; i < labels->n; i++)
        mg_nearest_offer(&nearest, labels->items[i]);
    if (nearest.best)
        diag_hint(r->diags, "Did you mean '%s'?", nearest.best);
}

static bool is_number(const char *text, bool whole, long long low, long long high)
{
    char *end;
    long long n;

    errno = 0;
    if (!whole) {
        strtod(text, &end);
        return end != text && !end[strspn(end, " ")];
    }
    n = strtoll(text, &end, 10);
    return end != text && !end[strspn(end, " ")] && errno == 0 && n >= low && n <= high;
}

/* Whether a string or number can be a value of the type, as far as that is certain. */
static bool suits(struct reading *r, const char *type, struct sql_token constant, bool negative)
{
    static const char *const no_numbers[] = {
        "boolean", "uuid",  "date",  "timestamp", "timestamptz", "time", "timetz",
        "json",    "jsonb", "bytea", "interval",  "inet",        "cidr", "xml"};
    static const char *const booleans[] = {"t", "true",  "y", "yes", "on",  "1",
                                           "f", "false", "n", "no",  "off", "0"};
    const char *base = type_base(r->arena, type), *text;
    bool is_text = constant.kind == SQL_STRING;

    if (type_is_array(type))
        return is_text;
    text = is_text
               ? sql_token_string(r->arena, constant)
               : arena_printf(r->arena, "%s%.*s", negative ? "-" : "", (int)constant.n, constant.p);
    if (strcmp(base, "smallint") == 0)
        return is_number(text, is_text, -32768, 32767) && strtod(text, NULL) <= 32767.4 &&
               strtod(text, NULL) >= -32768.4;
    if (strcmp(base, "integer") == 0)
        return is_number(text, is_text, -2147483648ll, 2147483647) &&
               strtod(text, NULL) <= 2147483647.4 && strtod(text, NULL) >= -2147483648.4;
    if (strcmp(base, "bigint") == 0)
        return is_number(text, is_text, -9223372036854775807ll - 1, 9223372036854775807);
    for (size_t i = 0; !is_text && i < sizeof no_numbers / sizeof *no_numbers; i++)
        if (strcmp(base, no_numbers[i]) == 0)
            return false;
    if (!is_text || strcmp(base, "boolean") != 0)
        return true;
    for (size_t i = 0; i < sizeof booleans / sizeof *booleans; i++)
        if (strcasecmp(text, booleans[i]) == 0)
            return true;
    return false;
}

const char *default_value(struct reading *r, const struct column *c, const struct word *word)
{
    const char *sql = sql_in_word(r, word, word->arguments, USE_DEFAULT);
    const char *type = plain_type(r, c->type);
    const struct enum_decl *e = type_is_array(type) ? NULL : map_get(r->enums_by_type, type);
    struct sql_token constant;
    bool negative;

    if (!sql || strcasecmp(sql, "null") == 0) /* no default is NULL, too */
        return NULL;
    /* What false and true become on the way through a macro of the user's. */
    if (strcmp(type, "boolean") == 0 && (strcmp(sql, "0") == 0 || strcmp(sql, "1") == 0))
        return *sql == '0' ? "false" : "true";
    if (!is_constant(sql, &constant, &negative))
        return sql;
    if (e && e->type && constant.kind == SQL_STRING) {
        check_label(r, word, e, sql_token_string(r->arena, constant));
    } else if (e || !suits(r, type, constant, negative)) {
        diag_error(r->diags, MG122, loc_of_argument(r, word, word->arguments),
                   "%s is no value of type %s", sql, c->type);
    }
    return sql;
}
