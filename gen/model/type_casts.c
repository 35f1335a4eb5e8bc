#include <stdlib.h>
#include <string.h>

#include "model/type_parse.h"
#include "model/types.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum context { NO_CAST, IMPLICIT, ASSIGNMENT, EXPLICIT };

struct cast_entry {
    const char *from, *to;
    enum context context;
};

static const struct cast_entry casts[] = {
#define CAST(from, to, context) {from, to, context},
#include "model/casts.def"
#undef CAST
};

static int compare_cast(const void *left, const void *right)
{
    const struct cast_entry *a = left, *b = right;
    int c = strcmp(a->from, b->from);

    return c ? c : strcmp(a->to, b->to);
}

static enum context find_cast(const char *from, const char *to)
{
    struct cast_entry key = {from, to, NO_CAST};
    const struct cast_entry *found =
        bsearch(&key, casts, COUNT(casts), sizeof *casts, compare_cast);

    return found ? found->context : NO_CAST;
}

/* PostgreSQL's string category: anything can be written as one, and read from one. */
static bool is_string(const struct parsed_type *type)
{
    static const char *const strings[] = {"bpchar", "name", "text", "varchar"};

    for (size_t i = 0; type->builtin && !type->array && i < COUNT(strings); i++)
        if (strcmp(type->builtin->catalog, strings[i]) == 0)
            return true;
    return false;
}

/* Types without a cast whose values are spelled alike. */
static bool share_spelling(const struct parsed_type *from, const struct parsed_type *to)
{
    static const char *const groups[][4] = {
        {"int4range", "int8range", "numrange"},
        {"int4multirange", "int8multirange", "nummultirange"},
        {"daterange", "tsrange", "tstzrange"},
        {"datemultirange", "tsmultirange", "tstzmultirange"},
        {"pg_snapshot", "txid_snapshot"},
    };

    if (!from->builtin || !to->builtin)
        return false;
    for (size_t i = 0; i < COUNT(groups); i++) {
        int members = 0;

        for (size_t j = 0; j < 4 && groups[i][j]; j++)
            members += strcmp(groups[i][j], from->builtin->catalog) == 0 ||
                       strcmp(groups[i][j], to->builtin->catalog) == 0;
        if (members == 2)
            return true;
    }
    return false;
}

/* find_coercion_pathway of PostgreSQL's parse_coerce.c, for ALTER TYPE's assignment context. */
enum cast type_cast(struct arena *a, const char *from, bool from_is_enum, const char *to,
                    bool to_is_enum)
{
    struct parsed_type x, y;
    bool both_arrays;

    if (!type_parse(a, from, &x) || !type_parse(a, to, &y))
        return CAST_NONE;
    if (x.array == y.array && strcmp(x.base, y.base) == 0)
        return CAST_ASSIGNMENT;
    both_arrays = x.array && y.array;
    if (both_arrays)
        x.array = y.array = false;
    if (!x.array && !y.array && x.builtin && y.builtin) {
        enum context context = find_cast(x.builtin->catalog, y.builtin->catalog);

        if (context)
            return context == EXPLICIT ? CAST_EXPLICIT : CAST_ASSIGNMENT;
    }
    if (is_string(&y))
        return CAST_ASSIGNMENT;
    if (is_string(&x))
        return CAST_EXPLICIT;
    if (x.array == y.array && ((from_is_enum && to_is_enum) || share_spelling(&x, &y)))
        return CAST_BY_TEXT;
    return CAST_NONE;
}

/*
 * Expressions are written for a type: with another one a function may be missing or mean something
 * else. Where only length, precision or the width of a number changes they stay what they are.
 */
bool type_same_family(struct arena *a, const char *from, const char *to)
{
    struct parsed_type x, y;

    if (!type_parse(a, from, &x) || !type_parse(a, to, &y) || x.array != y.array)
        return false;
    if (strcmp(x.base, y.base) == 0)
        return true;
    if (x.array || !x.builtin || !y.builtin || x.builtin->equality != y.builtin->equality)
        return false;

    bool name = strcmp(x.base, "name") == 0 || strcmp(y.base, "name") == 0;

    return x.builtin->equality == INTEGER || x.builtin->equality == FLOAT ||
           (x.builtin->equality == TEXT && !name);
}

/* The type whose operators the default operator class of an index on this type uses. */
static const char *operator_type(const struct builtin_type *type)
{
    if (strcmp(type->catalog, "varchar") == 0)
        return "text";
    if (strcmp(type->catalog, "cidr") == 0)
        return "inet";
    return strncmp(type->catalog, "reg", 3) == 0 ? "oid" : type->catalog;
}

/* ATAddForeignKeyConstraint of PostgreSQL's tablecmds.c. */
bool type_comparable(struct arena *a, const char *referencing, const char *referenced)
{
    struct parsed_type x, y;

    if (!type_parse(a, referencing, &x) || !type_parse(a, referenced, &y) || x.array != y.array)
        return false;
    if (strcmp(x.base, y.base) == 0)
        return !y.builtin || y.builtin->equality != NONE;
    if (x.array || !x.builtin || !y.builtin || y.builtin->equality == NONE)
        return false;
    if (x.builtin->equality == y.builtin->equality && x.builtin->equality != OWN)
        return true;

    const char *wanted = operator_type(y.builtin);

    return strcmp(operator_type(x.builtin), wanted) == 0 ||
           find_cast(x.builtin->catalog, wanted) == IMPLICIT;
}
