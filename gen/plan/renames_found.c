/*
 * What differs in nothing but its name: renaming it loses nothing, so nobody needs to be asked.
 * Mostly constraints and indexes whose names follow those of tables and columns.
 */
#include <string.h>

#include "plan/planning.h"

static bool is_in(const struct schema *s, const struct object *o)
{
    return schema_find(s, o->kind, o->schema, o->table, o->name) != NULL;
}

static bool is_like(const struct object *a, const struct object *b)
{
    return (object_differences(a, b) & ~DIFFERS_COMMENT) == 0;
}

static void find_renamed(struct arena *arena, const struct schema *before,
                         const struct schema *after, const struct object *gone, struct map *used,
                         struct renames *renames)
{
    struct objects now = schema_children(after, gone->kind, gone->schema, gone->table);

    for (size_t i = 0; i < now.n; i++) {
        const struct object *o = now.items[i];

        if (is_in(before, o) || !is_like(gone, o) || map_get(used, o))
            continue;
        map_put(used, o, (void *)o);
        *vec_push(arena, &renames->objects) = (struct rename){gone, o, false};
        return;
    }
}

static void find_in_kind(struct arena *arena, const struct schema *before,
                         const struct schema *after, const struct kind *kind,
                         struct renames *renames)
{
    struct objects was = schema_of_kind(before, kind);
    struct map *used = map_of_addresses(arena);

    for (size_t i = 0; i < was.n; i++)
        if (!is_in(after, was.items[i]))
            find_renamed(arena, before, after, was.items[i], used, renames);
}

void renames_of_functions(struct arena *arena, const struct schema *before,
                          const struct schema *after, struct renames *renames)
{
    find_in_kind(arena, before, after, &kind_function, renames);
}

void renames_of_parts(struct arena *arena, const struct schema *before, const struct schema *after,
                      struct renames *renames)
{
    for (size_t k = 0; k < kind_count; k++)
        if (kinds[k]->in_table && kinds[k] != &kind_column)
            find_in_kind(arena, before, after, kinds[k], renames);
}
