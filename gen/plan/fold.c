/*
 * What is to be done, and which of it another operation does along: create_table takes in columns
 * and constraints, drop_table takes everything with it. A foreign key that closes a circle of
 * tables stays by itself: it is added after the last of them, and dropped before the first.
 */
#include <string.h>

#include "kinds/lineage.h"
#include "plan/planning.h"

void nodes_make(struct planning *p)
{
    for (size_t i = 0; i < p->changes.n; i++) {
        struct change *change = p->changes.items[i];

        switch (change->action) {
        case ACTION_KEEP:
            break;
        case ACTION_CREATE:
            node_add(p, change, NODE_CREATE);
            break;
        case ACTION_DROP:
            node_add(p, change, NODE_DROP);
            break;
        case ACTION_ALTER:
            if (change->released)
                node_add(p, change, NODE_RELEASE);
            if (change->differences & late_of(change))
                node_add(p, change, NODE_LATE);
            if (!change->nodes[NODE_LATE] || change->differences & ~late_of(change))
                node_add(p, change, NODE_ALTER);
            break;
        case ACTION_REPLACE:
        case ACTION_REBUILD:
            node_add(p, change, NODE_DROP);
            node_add(p, change, NODE_CREATE);
            break;
        }
        if (change->nodes[NODE_CREATE] && object_is_late(change->after))
            node_add(p, change, NODE_LATE);
    }
}

/* --- Tables in the order of their foreign keys -------------------------------------------- */

/* A table that is touched; found by its object. */
struct touched {
    const struct object *table;
    struct node *node; /* that creates (or drops) it; NULL if it stays */
    size_t rank;       /* from 1; 0: not yet known */
    bool open;         /* its foreign keys are being followed */
};

struct ranking {
    struct planning *p;
    const struct schema *s;
    int kind; /* NODE_CREATE or NODE_DROP */
    struct map *tables;
    size_t ranks;
};

static struct touched *touched_of(const struct ranking *r, const char *schema, const char *table)
{
    const struct object *o = schema_relation(r->s, schema, table);

    return o ? map_get(r->tables, o) : NULL;
}

static const char *ref_schema(const struct foreign_key *f)
{
    return f->ref_schema ? f->ref_schema : "";
}

/* True if the key closes a circle, and so must not be part of its table's operation. */
static bool closes_circle(const struct touched *from, const struct touched *to)
{
    return from->node && to->node && to->open && to != from;
}

static void rank_table(struct ranking *r, struct touched *t);

/* What a view is over comes before it. */
static void rank_needed(struct ranking *r, const struct object *view)
{
    struct needs needs = {0};

    object_needs(r->p, r->s, view, &needs);
    for (size_t i = 0; i < needs.n; i++) {
        struct touched *to = map_get(r->tables, needs.items[i].object);

        if (to && !to->open && !to->rank)
            rank_table(r, to);
    }
}

static void rank_table(struct ranking *r, struct touched *t)
{
    struct objects keys =
        schema_children(r->s, &kind_foreign_key, t->table->schema, t->table->name);

    t->open = true;
    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)keys.items[i];
        struct touched *to = touched_of(r, ref_schema(f), f->ref_table);
        struct change *change = planning_change(r->p, keys.items[i]);

        if (!to)
            continue;
        if (closes_circle(t, to) && change && change->nodes[r->kind])
            change->nodes[r->kind]->mark = 1;
        else if (!to->open && !to->rank)
            rank_table(r, to);
    }
    if (t->table->kind != &kind_table)
        rank_needed(r, t->table);
    t->open = false;
    t->rank = ++r->ranks;
}

static bool is_side(const struct node *node, int kind)
{
    return (node->kind <= NODE_DROP) == (kind == NODE_DROP);
}

static void rank_tables(struct planning *p, const struct schema *s, int kind)
{
    struct ranking r = {p, s, kind, map_of_addresses(p->arena), 0};

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        const struct object *table = object_table(s, node->object);

        if (!is_side(node, kind) || !table)
            continue;

        struct touched *t = map_get(r.tables, table);

        if (!t) {
            t = arena_new_of(p->arena, struct touched);
            t->table = table;
            map_put(r.tables, table, t);
        }
        if (node->object == table && node->kind == kind)
            t->node = node;
    }
    for (size_t k = 0; k < kind_count; k++) {
        struct objects all = {NULL, 0};

        if (kinds[k]->holds_parts)
            all = schema_of_kind(s, kinds[k]);
        for (size_t i = 0; i < all.n; i++) {
            struct touched *t = map_get(r.tables, all.items[i]);

            if (t && !t->rank)
                rank_table(&r, t);
        }
    }
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        const struct object *table = object_table(s, node->object);
        const struct touched *t = is_side(node, kind) && table ? map_get(r.tables, table) : NULL;

        if (!t)
            continue;
        node->rank = t->rank;
        if (node->mark && node->kind == NODE_CREATE) {
            const struct foreign_key *f = (const struct foreign_key *)node->object;

            t = touched_of(&r, ref_schema(f), f->ref_table);
            node->rank = t->rank > node->rank ? t->rank : node->rank;
        }
    }
}

/* --- Taking in ---------------------------------------------------------------------------- */

/* PostgreSQL makes one of two equal keys that CREATE TABLE names; so the second comes later. */
static bool repeats_key(const struct planning *p, const struct object *o)
{
    const struct unique *u = (const struct unique *)o;
    struct objects keys = schema_children(p->after, &kind_primary_key, o->schema, o->table);
    struct objects uniques = schema_children(p->after, &kind_unique, o->schema, o->table);

    if (o->kind != &kind_unique)
        return false;
    for (size_t i = 0; i < keys.n; i++)
        if (strings_equal(&((const struct primary_key *)keys.items[i])->columns, &u->columns))
            return true;
    for (size_t i = 0; i < uniques.n && uniques.items[i] != o; i++)
        if (strings_equal(&((const struct unique *)uniques.items[i])->columns, &u->columns))
            return true;
    return false;
}

/* A key within the table that rests on an index, which only comes after the table. */
static bool rests_on_index(const struct planning *p, const struct object *o)
{
    const struct foreign_key *f = (const struct foreign_key *)o;
    struct object_list needs = {0};

    if (o->kind != &kind_foreign_key || strcmp(f->ref_table, o->table) != 0 ||
        strcmp(ref_schema(f), o->schema) != 0)
        return false;
    o->kind->needs(p->arena, p->after, o, &needs);
    for (size_t i = 0; i < needs.n; i++)
        if (needs.items[i]->kind == &kind_index ||
            (needs.items[i]->kind == &kind_unique && repeats_key(p, needs.items[i])))
            return true;
    return false;
}

/* A partition with indexes that take the place of its parent's becomes one when it has them. */
static bool waits_for_indexes(const struct planning *p, const struct object *o)
{
    const struct object *table = object_table(p->after, o);
    struct object_list attached = {0};

    if (o->kind != &kind_inheritance || !table)
        return false;
    lineage_attached(p->arena, p->after, table, &attached);
    for (size_t i = 0; i < attached.n; i++)
        if (attached.items[i]->kind == &kind_index)
            return true;
    return false;
}

/*
 * CREATE TABLE takes NOT VALID for a slip: there are no rows yet. What is of a partitioned table
 * only comes after its partitions, and what is of one of them only after that is one.
 */
static bool comes_later(const struct planning *p, const struct object *o)
{
    const struct field *not_valid = kind_field(o->kind, "not_valid");
    const struct field *only = kind_field(o->kind, "only");

    return (not_valid && field_bool(o, not_valid)) || (only && field_bool(o, only)) ||
           lineage_beside(p->arena, p->after, o);
}

static bool is_taken_in(const struct planning *p, const struct node *node)
{
    const struct object *o = node->object;

    if (!o->kind->in_table || node->mark)
        return false;
    if (node->kind == NODE_DROP)
        return true;
    if (waits_for_indexes(p, o) || waits_for_distribution(p, o) || comes_later(p, o))
        return false;
    return o->kind->item && !repeats_key(p, o) && !rests_on_index(p, o);
}

void nodes_fold(struct planning *p)
{
    rank_tables(p, p->before, NODE_DROP);
    rank_tables(p, p->after, NODE_CREATE);
    nodes_go_along(p);
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        const struct object *table =
            object_table(node->kind <= NODE_DROP ? p->before : p->after, node->object);
        struct change *change = table ? planning_change(p, table) : NULL;

        if (!change || table == node->object || !change->nodes[node->kind] ||
            node->kind == NODE_ALTER || node->kind == NODE_RELEASE || !is_taken_in(p, node))
            continue;
        node->into = change->nodes[node->kind];
        *vec_push(p->arena, &node->into->taken) = node;
    }
}
