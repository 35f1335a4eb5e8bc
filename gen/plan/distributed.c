/* What is particular to tables that Citus keeps (kinds/distribution.h). */
#include "kinds/distribution.h"

#include "plan/planning.h"

bool change_unsettles(const struct change *change)
{
    return change->action == ACTION_ALTER && change->before->kind->unsettles &&
           change->differences & DIFFERS_FIELDS;
}

struct change *change_of_follower(struct planning *p, const struct change *leader,
                                  const struct object *o)
{
    struct change *change = planning_touch(p, o);

    if (!change->after || (change->action != ACTION_KEEP && change->action != ACTION_ALTER) ||
        !((const struct distribution *)change->after)->colocate_with ||
        change->differences & DISTRIBUTION_MOVES ||
        !distribution_leaves(p->before, p->after, leader->before, leader->differences))
        return NULL;
    change->differences |= DISTRIBUTION_MOVES;
    change->action = ACTION_ALTER;
    return change;
}

/* A foreign key of a table that Citus is to keep, or to one. */
bool waits_for_distribution(const struct planning *p, const struct object *o)
{
    struct object_list needs = {0};

    if (o->kind != &kind_foreign_key || schema_of_kind(p->after, &kind_distribution).n == 0)
        return false;
    o->kind->needs(p->arena, p->after, o, &needs);
    for (size_t i = 0; i < needs.n; i++)
        if (needs.items[i]->kind == &kind_distribution)
            return true;
    return false;
}

/*
 * Keys of a distributed table contain the distribution column: the old ones go before it becomes
 * another one, and new ones come after that.
 */
void connect_distribution(struct planning *p, struct node *node)
{
    static const struct kind *const keys[] = {&kind_primary_key, &kind_unique, &kind_exclusion,
                                              &kind_index};
    const struct object *o = node->object;

    if (o->kind != &kind_distribution || node->into)
        return;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct objects old = schema_children(p->before, keys[k], o->schema, o->table);
        struct objects new = schema_children(p->after, keys[k], o->schema, o->table);

        for (size_t i = 0; i < old.n; i++) {
            const struct change *change = planning_change(p, old.items[i]);

            if (change)
                node_before(p, change->nodes[NODE_DROP], node, NEED_HARD);
        }
        for (size_t i = 0; i < new.n; i++) {
            const struct change *change = planning_change(p, new.items[i]);

            if (change && change->nodes[NODE_CREATE] && !change->nodes[NODE_CREATE]->into)
                node_before(p, node, change->nodes[NODE_CREATE], NEED_HARD);
        }
    }
}
