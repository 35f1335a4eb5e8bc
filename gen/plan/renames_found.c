/*
 * What differs in nothing but its name: renaming it loses nothing, so nobody needs to be asked.
 * Mostly constraints and indexes whose names follow those of tables and columns.
 */
#include <string.h>

#include "plan/planning.h"

static bool is_like(const struct object *a, const struct object *b)
{
    return (object_differences(a, b) & DIFFERS_FIELDS) == 0;
}

static bool is_new(const struct planning *p, const struct object *o)
{
    const struct change *change = planning_change(p, o);

    return change && change->action == ACTION_CREATE;
}

static void find_successor(struct planning *p, const struct object *gone, struct map *used,
                           struct renames *renames)
{
    struct objects now = schema_children(p->after, gone->kind, gone->schema, gone->table);

    for (size_t i = 0; i < now.n; i++) {
        const struct object *o = now.items[i];

        if (!is_new(p, o) || !is_like(gone, o) || map_get(used, o))
            continue;
        map_put(used, o, (void *)o);
        *vec_push(p->arena, &renames->objects) = (struct rename){gone, o, false};
        return;
    }
}

static void find_renamed(struct planning *p, bool functions, struct renames *renames)
{
    struct map *used = map_of_addresses(p->arena);

    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *change = p->changes.items[i];
        const struct kind *kind = change->before ? change->before->kind : NULL;

        if (change->action == ACTION_DROP && kind->rename &&
            (functions ? kind->names == NAMES_OF_ROUTINES : kind->in_table && kind != &kind_column))
            find_successor(p, change->before, used, renames);
    }
}

void renames_of_functions(struct planning *p, struct renames *renames)
{
    find_renamed(p, true, renames);
}

void renames_of_parts(struct planning *p, struct renames *renames)
{
    find_renamed(p, false, renames);
}
