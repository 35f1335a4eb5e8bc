#include "model/kind.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const struct kind *const kinds[] = {
#define KIND(name) &kind_##name,
#include "kinds/kinds.def"
#undef KIND
};

const size_t kind_count = sizeof kinds / sizeof *kinds;

int kind_order(const struct kind *kind)
{
    for (size_t i = 0; i < kind_count; i++)
        if (kinds[i] == kind)
            return (int)i;
    BUG("kind \"%s\" is not in kinds.def", kind->name);
}

const struct kind *kind_by_name(const char *name)
{
    for (size_t i = 0; i < kind_count; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

/* comment_object of those that belong to a role by themselves, not with something else. */
static const char *const owned[] = {
    "SCHEMA",        "TABLE",
    "FOREIGN TABLE", "VIEW",
    "SEQUENCE",      "MATERIALIZED VIEW",
    "TYPE",          "DOMAIN",
    "FUNCTION",      "PROCEDURE",
    "AGGREGATE",     "COLLATION",
    "CONVERSION",    "OPERATOR",
    "STATISTICS",    "OPERATOR CLASS",
    "SERVER",        "OPERATOR FAMILY",
    "PUBLICATION",   "EVENT TRIGGER",
    "LANGUAGE",      "FOREIGN DATA WRAPPER",
    "LARGE OBJECT",  "TEXT SEARCH CONFIGURATION",
    "TABLESPACE",    "TEXT SEARCH DICTIONARY",
};

bool kind_has_owner(const struct kind *kind)
{
    for (size_t i = 0; kind->comment_object && i < sizeof owned / sizeof *owned; i++)
        if (strcmp(kind->comment_object, owned[i]) == 0)
            return true;
    return false;
}

const char *kind_keyword(struct arena *arena, const char *word)
{
    char *copy = word ? arena_strdup(arena, word) : NULL;

    for (char *p = copy; p && *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return copy;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void kind_sort(struct strings *list)
{
    if (list->n > 1)
        qsort(list->items, list->n, sizeof *list->items, compare_texts);
}

void make_op(struct making *making, const struct mg_operation *operation, const void *args)
{
    void *copy = arena_alloc(making->arena, operation->size);

    memcpy(copy, args, operation->size);
    *vec_push(making->arena, making->ops) = (struct op){operation, copy};
}
