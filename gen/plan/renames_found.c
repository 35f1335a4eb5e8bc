/*
 * What differs in nothing but its name: renaming it loses nothing, so nobody needs to be asked.
 * Mostly constraints and indexes whose names follow those of tables and columns; also functions,
 * types and views.
 */
#include <string.h>

#include "kinds/lineage.h"
#include "plan/planning.h"

static bool is_like(const struct object *a, const struct object *b)
{
    return (object_differences(a, b) & DIFFERS_FIELDS) == 0;
}

typedef VEC(const struct object *) objects_found;

static const char *place_key(struct arena *arena, const struct object *o)
{
    return arena_printf(arena, "%s\1%s\1%s", o->kind->name, o->schema, o->table);
}

/* What is new, by kind and place. */
static struct map *find_new(struct planning *p)
{
    struct map *map = map_of_texts(p->arena);

    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *change = p->changes.items[i];
        const char *key;
        objects_found *list;

        if (change->action != ACTION_CREATE)
            continue;
        key = place_key(p->arena, change->after);
        list = map_get(map, key);
        if (!list) {
            list = arena_alloc(p->arena, sizeof *list);
            map_put(map, key, list);
        }
        *vec_push(p->arena, list) = change->after;
    }
    return map;
}

static void find_successor(struct planning *p, const struct object *gone, const struct map *new,
                           struct map *used, struct renames *renames)
{
    const objects_found *now = map_get(new, place_key(p->arena, gone));

    for (size_t i = 0; now && i < now->n; i++) {
        const struct object *o = now->items[i];

        if (!is_like(gone, o) || map_get(used, o))
            continue;
        map_put(used, o, (void *)o);
        *vec_push(p->arena, &renames->objects) = (struct rename){gone, o, false};
        return;
    }
}

/*
 * What holds something is not taken for another one unasked; nor is a schema, which is just a name.
 * An operator can only move.
 */
static bool is_renamed_unasked(const struct kind *kind)
{
    return kind->rename && !kind->lasting && kind != &kind_schema && kind != &kind_attribute &&
           kind->nfields > 0 && kind->names != NAMES_OF_OPERATORS;
}

/* A check that a parent has by this name as well has it from there: it must let go of that first.
 */
static bool is_held(struct planning *p, const struct object *gone)
{
    struct objects links = {0};

    if (gone->kind == &kind_check)
        links = schema_children(p->before, &kind_inheritance, gone->schema, gone->table);
    for (size_t i = 0; i < links.n; i++) {
        struct object_list checks =
            lineage_checks(p->arena, p->before, (const struct inheritance *)links.items[i]);

        for (size_t k = 0; k < checks.n; k++)
            if (strcmp(checks.items[k]->name, gone->name) == 0)
                return true;
    }
    return false;
}

static void find_renamed(struct planning *p, bool parts, struct renames *renames)
{
    struct map *used = NULL, *new = NULL;

    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *change = p->changes.items[i];
        const struct object *gone = change->before;

        if (change->action != ACTION_DROP || !is_renamed_unasked(gone->kind) ||
            gone->kind->in_table != parts || is_held(p, gone))
            continue;
        if (!new) {
            new = find_new(p);
            used = map_of_addresses(p->arena);
        }
        find_successor(p, gone, new, used, renames);
    }
}

void renames_of_wholes(struct planning *p, struct renames *renames)
{
    find_renamed(p, false, renames);
}

void renames_of_parts(struct planning *p, struct renames *renames)
{
    find_renamed(p, true, renames);
}
