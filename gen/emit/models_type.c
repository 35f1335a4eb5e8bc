/* The C type of a column, and the words that say what C does not. */
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/compose.h"
#include "model/types.h"

static bool is_named_in_c(const struct kind *kind)
{
    return kind == &kind_enum_type || kind == &kind_domain || kind == &kind_composite_type;
}

/* Thousands of columns share a few types. */
const struct object *models_type(struct models *m, const char *type)
{
    const void *known = map_get(m->types, type);

    if (!known) {
        const struct object *o = type_object(m->arena, m->schema, type);

        known = o && is_named_in_c(o->kind) ? o : NULL;
        map_put(m->types, type, (void *)(known ? known : m));
    }
    return known == m ? NULL : known;
}

static const char *c_number(const char *base)
{
    static const char *const types[][2] = {{"smallint", "int16_t"},        {"integer", "int32_t"},
                                           {"bigint", "int64_t"},          {"real", "float"},
                                           {"double precision", "double"}, {"boolean", "bool"}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i][0], base) == 0)
            return types[i][1];
    return NULL;
}

/* The typedef of a type that C has none for; NULL: there is none. */
static const char *pg_typedef(struct arena *arena, const char *base)
{
    static const char *const none[] = {"gtsvector", "int2vector", "oidvector", "bpchar",
                                       "varchar",   "char",       "\"bit\""};

    if (strcmp(base, "\"char\"") == 0)
        return "pg_char";
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(none[i], base) == 0)
            return NULL;
    if (strncmp(base, "pg_", 3) == 0)
        return base;
    return arena_printf(arena, "pg_%s", base);
}

/* VARCHAR(50), NUMERIC(10, 2), INTERVAL("day to second"): what stands behind the base type. */
static const char *type_word(struct arena *arena, const char *base, const char *element)
{
    static const char *const words[][2] = {
        {"varchar", "VARCHAR"},     {"char", "CHAR"},
        {"numeric", "NUMERIC"},     {"bit", "BIT"},
        {"varbit", "VARBIT"},       {"timestamptz", "TIMESTAMPTZ"},
        {"timestamp", "TIMESTAMP"}, {"time", "TIME"},
        {"timetz", "TIMETZ"}};
    const char *open = strchr(element, '('), *comma = open ? strchr(open, ',') : NULL;

    if (strcmp(base, "interval") == 0 && strcmp(element, base) != 0) {
        if (strncmp(element, "interval(", 9) == 0)
            return arena_printf(arena, "INTERVAL%s", open);
        return word_string(arena, "INTERVAL", element + strlen("interval "));
    }
    for (size_t i = 0; open && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], base) == 0)
            return comma ? arena_printf(arena, "%s%.*s, %s", words[i][1], (int)(comma - open), open,
                                        comma + 1)
                         : arena_printf(arena, "%s%s", words[i][1], open);
    return NULL;
}

/* enum x, struct x, or the typedef of a domain; C++ lets no member have the name of its typedef. */
static const char *own_type(struct models *m, const struct object *type, const char *member)
{
    const char *name = type ? models_name(m, type) : NULL;

    if (!name || (type->kind == &kind_domain && strcmp(name, member) == 0))
        return NULL;
    return arena_printf(m->arena, "%s%s",
                        type->kind == &kind_enum_type        ? "enum "
                        : type->kind == &kind_composite_type ? "struct "
                                                             : "",
                        name);
}

void set_type(struct models *m, const struct column *c, struct member *member)
{
    struct arena *arena = m->arena;
    const char *own = own_type(m, models_type(m, c->type), member->name);
    bool is_array = type_is_array(c->type);
    const char *element = is_array ? arena_strndup(arena, c->type, strlen(c->type) - 2) : c->type;
    const char *base = type_base(arena, c->type), *word;

    member->pointer = is_array;
    if (own) {
        member->type = own;
    } else if (c_number(base)) {
        member->type = c_number(base);
    } else if (strcmp(element, "text") == 0) {
        member->type = "char";
        member->pointer = true;
    } else if (!type_is_builtin(arena, element) || !pg_typedef(arena, base)) {
        member->type = "char";
        member->pointer = true;
        word = type_word(arena, base, element);
        if (!word) {
            strings_add(arena, &member->words, word_string(arena, "TYPE", c->type));
            return;
        }
        strings_add(arena, &member->words, word);
    } else {
        member->type = pg_typedef(arena, base);
        word = type_word(arena, base, element);
        if (word)
            strings_add(arena, &member->words, word);
        else if (strcmp(element, base) != 0) {
            strings_add(arena, &member->words, word_string(arena, "TYPE", c->type));
            return;
        }
    }
    if (is_array)
        strings_add(arena, &member->words, "ARRAY");
}
