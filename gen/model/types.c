#include "model/types.h"

#include <string.h>

#include "base/diag.h"
#include "model/type_parse.h"

/* Without a length these two are not what their short spelling says. */
static const char *canonical_base(const struct parsed_type *type)
{
    if (type->builtin && !type->modifiers && strcmp(type->builtin->catalog, "bpchar") == 0)
        return "bpchar";
    if (type->builtin && !type->modifiers && strcmp(type->builtin->catalog, "bit") == 0)
        return "\"bit\"";
    return type->base;
}

const char *type_canonical(struct arena *a, const char *text)
{
    struct parsed_type type;

    if (!type_parse(a, text, &type))
        return NULL;
    if (!type.modifiers && !type.fields && !type.array)
        return canonical_base(&type);
    return arena_printf(a, "%s%s%s%s%s%s%s", canonical_base(&type), type.fields ? " " : "",
                        type.fields ? type.fields : "", type.modifiers ? "(" : "",
                        type.modifiers ? type.modifiers : "", type.modifiers ? ")" : "",
                        type.array ? "[]" : "");
}

const char *type_plain(struct arena *a, const char *text)
{
    struct parsed_type type;

    if (!type_parse(a, text, &type))
        return NULL;
    type.modifiers = NULL;
    return arena_printf(a, "%s%s", canonical_base(&type), type.array ? "[]" : "");
}

bool type_is_builtin(struct arena *a, const char *text)
{
    struct parsed_type type;

    return type_parse(a, text, &type) && type.builtin;
}

const char *type_nearest(struct arena *a, const char *text)
{
    static const char *const names[] = {
#define TYPE(catalog, name, modifiers, equality, neutral) name,
#include "model/types.def"
#undef TYPE
#define ALIAS(name, catalog) name,
#include "model/type_aliases.def"
#undef ALIAS
    };
    struct parsed_type type;

    if (!type_parse(a, text, &type))
        return NULL;
    return nearest(type.base, names, sizeof names / sizeof *names);
}

const char *type_base(struct arena *a, const char *text)
{
    struct parsed_type type;

    return type_parse(a, text, &type) ? canonical_base(&type) : text;
}

bool type_is_array(const char *type)
{
    size_t n = strlen(type);

    return n > 2 && strcmp(type + n - 2, "[]") == 0;
}

bool type_is_integer(const char *type)
{
    return strcmp(type, "smallint") == 0 || strcmp(type, "integer") == 0 ||
           strcmp(type, "bigint") == 0;
}

const char *type_neutral_value(struct arena *a, const char *text)
{
    struct parsed_type type;

    if (!type_parse(a, text, &type))
        return NULL;
    if (type.array)
        return "'{}'";
    if (!type.builtin)
        return NULL;
    /* Zero is extended to the length it needs. */
    if (strcmp(type.builtin->catalog, "bit") == 0 && type.modifiers)
        return arena_printf(a, "B'0'::%s", type_canonical(a, text));
    return type.builtin->neutral;
}

bool type_has_order(const char *type)
{
    static const char *const without[] = {"json",    "xml",       "jsonpath",    "point",
                                          "line",    "lseg",      "box",         "path",
                                          "polygon", "circle",    "cid",         "xid",
                                          "aclitem", "refcursor", "pg_snapshot", "txid_snapshot"};
    size_t n = strcspn(type, "([");

    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (*without[i] == *type && strlen(without[i]) == n && memcmp(type, without[i], n) == 0)
            return false;
    return true;
}
