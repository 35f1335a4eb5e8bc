/*
 * Circles that tables close because they take things in: what can be said by itself is taken out
 * again. First foreign keys, then rules and their like, other constraints, then defaults.
 */
#include <string.h>

#include "kinds/column.h"
#include "plan/planning.h"

static void take_out(struct node *node)
{
    struct node *table = node->into;
    size_t kept = 0;

    for (size_t j = 0; j < table->taken.n; j++)
        if (table->taken.items[j] != node)
            table->taken.items[kept++] = table->taken.items[j];
    table->taken.n = kept;
    node->into = NULL;
    node->mark = 1;
}

static bool is_in_circle(const struct planning *p, const struct node *node)
{
    for (size_t i = 0; i < p->circle.n; i++)
        if (p->circle.items[i] == node)
            return true;
    return false;
}

/* True if the object, made or dropped by the node, needs something else of the circle. */
static bool needs_circle(struct planning *p, const struct node *node, const struct object *o)
{
    struct needs all = {0};

    object_needs(p, node->kind <= NODE_DROP ? p->before : p->after, o, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct change *x = planning_change(p, all.items[i].object);
        const struct node *other = x ? x->nodes[node->kind] : NULL;

        if (other && other->into)
            other = other->into;
        if (other && other != node && other != node->into && is_in_circle(p, other))
            return true;
    }
    return false;
}

/* The foreign keys of the tables of the circle that need it, or all; or the other constraints. */
static bool take_out_constraints(struct planning *p, bool foreign_keys, bool all)
{
    bool any = false;

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        const struct kind *kind = node->object->kind;

        if (!node->into || !kind->item || kind == &kind_column ||
            (kind == &kind_foreign_key) != foreign_keys || !is_in_circle(p, node->into) ||
            (!all && !needs_circle(p, node, node->object)))
            continue;
        take_out(node);
        any = true;
    }
    return any;
}

/* What a part that is no constraint mentions: a rule's commands, a policy's condition. */
static bool mentions_circle(struct planning *p, const struct node *node)
{
    struct needs all = {0};

    object_needs(p, p->before, node->object, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct change *x = planning_change(p, all.items[i].object);
        const struct node *other = x ? x->nodes[NODE_DROP] : NULL;

        if (other && other->into)
            other = other->into;
        if (other && other != node->into && is_in_circle(p, other))
            return true;
    }
    return false;
}

/* They are never part of a table that is made, but of one that goes. */
static bool take_out_others(struct planning *p)
{
    bool any = false;

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind != NODE_DROP || !node->into || node->object->kind->item ||
            !is_in_circle(p, node->into) || !mentions_circle(p, node))
            continue;
        take_out(node);
        any = true;
    }
    return any;
}

static const struct object *without_default(struct planning *p, const struct object *o)
{
    struct object *bare = object_copy(p->arena, o);

    ((struct column *)bare)->default_ = NULL;
    return bare;
}

/* True if it is the default of the column that needs something of the circle. */
static bool default_is_in_circle(struct planning *p, const struct node *node)
{
    return ((const struct column *)node->object)->default_ && needs_circle(p, node, node->object) &&
           !needs_circle(p, node, without_default(p, node->object));
}

static void add_node(struct planning *p, struct change *change, int kind)
{
    node_add(p, change, kind)->rank =
        change->nodes[kind == NODE_ALTER ? NODE_CREATE : NODE_DROP]->rank;
}

static bool take_out_defaults(struct planning *p)
{
    size_t n = p->nodes.n;
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        struct node *node = p->nodes.items[i];
        struct change *change = node->change;

        if (node->object->kind != &kind_column ||
            !is_in_circle(p, node->into ? node->into : node) || !default_is_in_circle(p, node))
            continue;
        if (node->kind == NODE_CREATE && change->action == ACTION_CREATE) {
            node->object = change->bare = without_default(p, change->after);
            change->differences |= COLUMN_BIT(DEFAULT);
            add_node(p, change, NODE_ALTER);
            any = true;
        } else if (node->kind == NODE_DROP && change->action == ACTION_DROP) {
            change->released = without_default(p, change->before);
            add_node(p, change, NODE_RELEASE);
            any = true;
        }
    }
    return any;
}

bool nodes_unfold(struct planning *p)
{
    return take_out_constraints(p, true, false) || take_out_others(p) ||
           take_out_constraints(p, false, false) || take_out_defaults(p) ||
           take_out_constraints(p, true, true);
}
