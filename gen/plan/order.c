/* The graph of everything that is to be done: what must come before what. */
#include <string.h>

#include "kinds/lineage.h"
#include "plan/planning.h"

static void connect(struct planning *p, struct node *first, struct node *then)
{
    node_before(p, first, then, NEED_HARD);
}

/* What it was when this is done: a column that was released has no default any more. */
static const struct object *object_then(const struct node *node)
{
    const struct change *change = node->change;

    return node->kind != NODE_RELEASE && change->released ? change->released : change->before;
}

/* A signature names its types: it must be dropped before one of them is renamed away. */
static bool has_signature(const struct object *o)
{
    return o->kind->names == NAMES_OF_ROUTINES || o->kind->names == NAMES_OF_OPERATORS;
}

/* A foreign key that leads to a partitioned table rests on each of its partitions. */
static void connect_partitions(struct planning *p, struct node *node, const struct object *table)
{
    struct object_list links = lineage_children(p->arena, p->before, table);

    for (size_t i = 0; i < links.n; i++) {
        const struct object *child = object_table(p->before, links.items[i]);
        struct change *link = planning_change(p, links.items[i]);
        struct change *change = child ? planning_change(p, child) : NULL;

        if (link)
            connect(p, node, link->nodes[NODE_DROP]);
        if (change)
            connect(p, node, change->nodes[NODE_DROP]);
        if (child)
            connect_partitions(p, node, child);
    }
}

static void connect_reference(struct planning *p, struct node *node)
{
    const struct foreign_key *f = (const struct foreign_key *)node->object;
    const struct object *table;

    if (node->kind != NODE_DROP || f->o.kind != &kind_foreign_key ||
        schema_of_kind(p->before, &kind_inheritance).n == 0)
        return;
    table = schema_relation(p->before, f->ref_schema ? f->ref_schema : "", f->ref_table);
    if (table)
        connect_partitions(p, node, table);
}

static bool changes_logging(const struct change *change)
{
    return change && change->nodes[NODE_ALTER] && change->before &&
           change->before->kind == &kind_table &&
           ((const struct table *)change->before)->unlogged !=
               ((const struct table *)change->after)->unlogged;
}

/* What is logged refers to nothing that is not. */
static void connect_logging(struct planning *p, struct node *node)
{
    const struct change *change = node->change, *other;
    const struct object *o = node->object;
    struct objects keys = {NULL, 0};

    if (node->kind == NODE_ALTER && changes_logging(change))
        keys = schema_children(p->after, &kind_foreign_key, o->schema, o->name);
    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)keys.items[i];
        const struct object *to =
            schema_relation(p->after, f->ref_schema ? f->ref_schema : "", f->ref_table);

        other = to && to != o ? planning_change(p, to) : NULL;
        if (!changes_logging(other))
            continue;
        if (((const struct table *)o)->unlogged)
            connect(p, node, other->nodes[NODE_ALTER]);
        else
            connect(p, other->nodes[NODE_ALTER], node);
    }
}

/* What goes away, or changes, goes or changes before what it needed does. */
static void connect_old(struct planning *p, struct node *node)
{
    const struct object *o = object_then(node);
    struct needs needs = {0};

    if (node->kind == NODE_LATE)
        object_needs(p, p->before, o, &needs);
    else
        object_needs_at_first(p, p->before, o, &needs);
    for (size_t i = 0; i < needs.n; i++) {
        struct change *x = planning_change(p, needs.items[i].object);

        if (!x || needs.items[i].how > NEED_ORDER)
            continue;
        if (node->kind == NODE_DROP && is_merged_with(p, node, x)) {
            connect(p, x->nodes[NODE_DROP], node);
            continue;
        }
        connect(p, node, x->nodes[NODE_DROP]);
        /* What is rebuilt goes last, when what both need has changed for the new one already. */
        if (node->kind != NODE_ALTER && node->kind != NODE_LATE &&
            node_doer(node)->change->action != ACTION_REBUILD && !alters_under_parents(p, node, x))
            connect(p, node, x->nodes[NODE_ALTER]);
        if (node->kind == NODE_DROP && x->action == ACTION_REBUILD && has_signature(o))
            connect(p, node, x->nodes[NODE_CREATE]);
    }
}

/* SELECT * means what is left once columns are dropped. */
static void connect_dropped_columns(struct planning *p, struct node *node,
                                    const struct object *relation)
{
    struct objects columns =
        schema_children(p->before, &kind_column, relation->schema, relation->name);

    for (size_t i = 0; i < columns.n; i++) {
        struct change *column = planning_change(p, columns.items[i]);

        if (column && column->action == ACTION_DROP)
            connect(p, column->nodes[NODE_DROP], node);
    }
}

/* What is made, or changes, comes after what it needs then. */
static void connect_new(struct planning *p, struct node *node)
{
    struct needs needs = {0};

    if (node->kind == NODE_LATE)
        object_needs(p, p->after, node->object, &needs);
    else
        object_needs_at_first(p, p->after, node->object, &needs);
    for (size_t i = 0; i < needs.n; i++) {
        struct change *x = planning_change(p, needs.items[i].object);

        if (needs.items[i].all_columns)
            connect_dropped_columns(p, node, needs.items[i].object);
        if (!x)
            continue;
        if (node->kind == NODE_CREATE && is_merged_with(p, node, x)) {
            connect(p, node, x->nodes[NODE_CREATE]);
            continue;
        }
        node_before(p, x->nodes[NODE_CREATE], node, needs.items[i].how);
        node_before(p, x->nodes[NODE_ALTER], node, needs.items[i].how);
    }
}

/* Of a type that is built anew, or of a part of one: the old one goes after the new one is made. */
static bool goes_later(const struct node *drop)
{
    return node_doer((struct node *)drop)->change->action == ACTION_REBUILD;
}

/* A name is free once whatever has it is dropped. */
static void connect_names(struct planning *p)
{
    struct map *holders = map_of_texts(p->arena);
    const char *names[OBJECT_NAMES];
    bool any = false;

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind != NODE_DROP || goes_later(node))
            continue;
        any = true;
        for (size_t n = object_names(p->arena, node->object, names); n-- > 0;)
            map_put(holders, names[n], node);
    }
    for (size_t i = 0; any && i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind == NODE_CREATE)
            for (size_t n = object_names(p->arena, node->object, names); n-- > 0;)
                connect(p, map_get(holders, names[n]), node);
    }
}

/* Nobody knows who needs what it holds: whatever else goes or changes does so before. */
static void connect_unknown(struct planning *p, struct node *drop)
{
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind != NODE_CREATE && !node->object->kind->holds_unknown &&
            node->object->kind != &kind_schema)
            connect(p, node, drop);
    }
}

void nodes_connect(struct planning *p)
{
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        struct change *change = node->change;

        if (change->before && node->kind != NODE_CREATE)
            connect_old(p, node);
        connect_reference(p, node);
        connect_logging(p, node);
        connect_distribution(p, node);
        if (change->after && node->kind > NODE_DROP)
            connect_new(p, node);
        if (node->kind == NODE_RELEASE) {
            connect(p, node, change->nodes[NODE_ALTER]);
            connect(p, node, change->nodes[NODE_DROP]);
        }
        if (node->kind == NODE_LATE)
            connect(p, change->nodes[NODE_CREATE], node);
        connect_typed(p, node);
        if (node->kind == NODE_DROP && node->object->kind->holds_unknown)
            connect_unknown(p, node);
        if (node->kind != NODE_CREATE)
            continue;
        connect_parents(p, node);
        connect(p, node, change->nodes[NODE_ALTER]);
        if (change->nodes[NODE_DROP] && goes_later(change->nodes[NODE_DROP]))
            connect(p, node, change->nodes[NODE_DROP]);
        else
            connect(p, change->nodes[NODE_DROP], node);
    }
    connect_names(p);
}
