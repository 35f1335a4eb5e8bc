/*
 * Keys and indexes of partitions that are parts of their parent's: PostgreSQL knows no way to take
 * one off, so it goes with that. Where it is wanted still, it is made anew.
 */
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

/* It goes with the whole while its table is a partition still; a table that is detached keeps it.
 */
static bool is_lost(struct planning *p, const struct object *o)
{
    const struct object *whole = lineage_whole(p->arena, p->before, o);
    const struct change *change = whole ? planning_change(p, whole) : NULL;
    const struct object *table = whole ? object_table(p->before, o) : NULL;

    return table && change && (change->action == ACTION_DROP || change->action == ACTION_REPLACE) &&
           !planning_change(p, &lineage_partition(p->before, table)->o);
}

bool changes_of_attached(struct planning *p)
{
    static const struct kind *const all[] = {&kind_primary_key, &kind_unique, &kind_index};
    bool any = schema_of_kind(p->before, &kind_inheritance).n > 0, more = false;

    for (size_t k = 0; any && k < sizeof all / sizeof *all; k++) {
        struct objects parts = schema_of_kind(p->before, all[k]);

        for (size_t i = 0; i < parts.n; i++) {
            const struct object *o = parts.items[i];
            const struct object *after =
                schema_find(p->after, o->kind, o->schema, o->table, o->name);
            struct change *change = planning_change(p, o);

            if (!after || !is_lost(p, o))
                continue;
            change = change ? change : planning_touch(p, o);
            if (change->action != ACTION_KEEP && change->action != ACTION_ALTER)
                continue;
            change->action = ACTION_REPLACE;
            more = true;
        }
    }
    return more;
}
