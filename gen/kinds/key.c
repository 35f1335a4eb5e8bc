#include "kinds/kinds.h"
#include "model/sql.h"

static bool same_columns(const struct strings *a, const struct strings *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strings_find(b, a->items[i]) < 0)
            return false;
    return true;
}

/* A unique index without conditions and expressions serves as well as a constraint. */
static bool index_is_of(struct arena *arena, const struct index *index,
                        const struct strings *columns)
{
    struct strings own = {0};

    if (!index->unique || index->where)
        return false;
    for (size_t i = 0; i < index->elements.n; i++) {
        const char *column = sql_element_column(arena, index->elements.items[i]);

        if (!column)
            return false;
        strings_add(arena, &own, column);
    }
    return same_columns(&own, columns);
}

bool key_is_of(struct arena *arena, const struct object *key, const struct strings *columns)
{
    if (key->kind == &kind_primary_key)
        return same_columns(&((const struct primary_key *)key)->columns, columns);
    if (key->kind == &kind_unique)
        return same_columns(&((const struct unique *)key)->columns, columns);
    return index_is_of(arena, (const struct index *)key, columns);
}
