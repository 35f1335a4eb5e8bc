/*
 * Keys and indexes of partitions that are parts of their parent's: PostgreSQL knows no way to take
 * one off, so it goes with that. Where it is wanted still, it is made anew.
 */
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

/* Keys that stand alone afterwards, or rest on something else; an index is taken over again. */
static bool is_lost(struct planning *p, const struct object *before, const struct object *after)
{
    const struct object *whole = lineage_whole(p->arena, p->before, before);
    const struct change *change = whole ? planning_change(p, whole) : NULL;
    bool goes = change && (change->action == ACTION_DROP || change->action == ACTION_REPLACE);

    return goes && (whole->kind != before->kind || !lineage_whole(p->arena, p->after, after));
}

void changes_of_attached(struct planning *p)
{
    static const struct kind *const all[] = {&kind_primary_key, &kind_unique, &kind_index};
    bool any = schema_of_kind(p->before, &kind_inheritance).n > 0;

    for (size_t k = 0; any && k < sizeof all / sizeof *all; k++) {
        struct objects parts = schema_of_kind(p->before, all[k]);

        for (size_t i = 0; i < parts.n; i++) {
            const struct object *o = parts.items[i];
            const struct object *after =
                schema_find(p->after, o->kind, o->schema, o->table, o->name);
            struct change *change = planning_change(p, o);

            if (!after || !is_lost(p, o, after))
                continue;
            change = change ? change : planning_touch(p, o);
            if (change->action == ACTION_KEEP || change->action == ACTION_ALTER)
                change->action = ACTION_REPLACE;
        }
    }
}
