/*
 * A table that changes its parents. What it inherits alone stays so only while it has a parent with
 * that column: NO INHERIT from the last one makes it the table's own, for good. So the new parent
 * comes before the old one goes, where the two get along.
 */
#include <string.h>

#include "kinds/column.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

static const struct object *parent_of(struct planning *p, const struct schema *s,
                                      const struct object *link)
{
    return lineage_parent(p->arena, s, (const struct inheritance *)link);
}

static const struct column *column_of(const struct schema *s, const struct object *table,
                                      const char *name)
{
    return (const struct column *)schema_find(s, &kind_column, table->schema, table->name, name);
}

/* True if a column is handed on from the old parent to the new one, and none stands against it. */
static bool hands_on(struct planning *p, const struct object *child, const struct object *old,
                     const struct object *new)
{
    struct objects columns = schema_children(p->before, &kind_column, old->schema, old->name);
    bool some = false;

    for (size_t i = 0; i < columns.n; i++) {
        const struct column *theirs = column_of(p->after, new, columns.items[i]->name);
        const struct column *was = column_of(p->before, child, columns.items[i]->name);
        const struct column *is = column_of(p->after, child, columns.items[i]->name);

        if (!theirs || !was || !is)
            continue;
        if (object_differences(&was->o, &is->o) & (COLUMN_RETYPED | COLUMN_BIT(GENERATED)))
            return false;
        some |= was->inherited && is->inherited;
    }
    return some;
}

/* Checks of both parents are one check of the child's. */
static bool checks_agree(struct planning *p, const struct object *old, const struct object *new)
{
    struct object_list a = lineage_checks(p->arena, p->before, (const struct inheritance *)old);
    struct object_list b = lineage_checks(p->arena, p->after, (const struct inheritance *)new);

    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < b.n; k++)
            if (strcmp(a.items[i]->name, b.items[k]->name) == 0 &&
                object_differences(a.items[i], b.items[k]) & DIFFERS_FIELDS)
                return false;
    return true;
}

static bool may_have_both(struct planning *p, const struct object *old, const struct object *new)
{
    const struct object *from = parent_of(p, p->before, old), *to = parent_of(p, p->after, new);
    const struct object *child = schema_find(p->before, &kind_table, old->schema, "", old->table);

    return from && to && child && !((const struct inheritance *)old)->bound &&
           !((const struct inheritance *)new)->bound && hands_on(p, child, from, to) &&
           checks_agree(p, old, new);
}

/* What the old parent gets meanwhile would be the child's, too. */
static void keep_from_child(struct planning *p, struct node *drop, const struct object *parent)
{
    struct objects columns = schema_children(p->after, &kind_column, parent->schema, parent->name);

    for (size_t i = 0; i < columns.n; i++) {
        struct change *change = planning_change(p, columns.items[i]);

        if (change)
            node_before(p, drop, change->nodes[NODE_CREATE], NEED_HARD);
    }
}

/* The node that drops a parent which goes after the new one comes; NULL: none does. */
static struct node *dropped_after(struct planning *p, const struct object *old,
                                  const struct object *new)
{
    struct change *change = planning_change(p, old), *made = planning_change(p, new);
    struct node *drop = change ? change->nodes[NODE_DROP] : NULL;

    return drop && !drop->into && made && made->nodes[NODE_CREATE] && may_have_both(p, old, new)
               ? drop
               : NULL;
}

void connect_parents(struct planning *p, struct node *create)
{
    const struct object *new = create->object;
    struct objects links = {NULL, 0};

    if (new->kind == &kind_inheritance)
        links = schema_children(p->before, &kind_inheritance, new->schema, new->table);
    for (size_t i = 0; i < links.n; i++) {
        struct node *drop = dropped_after(p, links.items[i], new);

        if (!drop)
            continue;
        node_before(p, create, drop, NEED_OF_BODY);
        keep_from_child(p, drop, parent_of(p, p->before, links.items[i]));
    }
}

/* What of a child changes while it has both parents: what the old one did not forbid. */
bool alters_under_parents(struct planning *p, const struct node *node, const struct change *x)
{
    const struct object *o = node->object;
    struct objects links = {NULL, 0};

    if (node->kind == NODE_DROP && o->kind == &kind_inheritance && x->before &&
        x->before->kind == &kind_column && strcmp(x->before->table, o->table) == 0 &&
        strcmp(x->before->schema, o->schema) == 0)
        links = schema_children(p->after, &kind_inheritance, o->schema, o->table);
    for (size_t i = 0; i < links.n; i++)
        if (dropped_after(p, o, links.items[i]))
            return true;
    return false;
}

/*
 * A column that is a child's own, too: its parent's goes before it, which lets go of it, and comes
 * after it, which is merged with it. True if x is the change of such a parent's column.
 */
bool is_merged_with(struct planning *p, const struct node *node, const struct change *x)
{
    const struct object *o = node->object, *parent = x->before ? x->before : x->after;
    struct objects links = {NULL, 0};

    if (o->kind != &kind_column || ((const struct column *)o)->inherited || node->into ||
        parent->kind != &kind_column || strcmp(parent->name, o->name) != 0)
        return false;
    links = schema_children(p->before, &kind_inheritance, o->schema, o->table);
    for (size_t i = 0; i < links.n; i++) {
        const struct object *link = links.items[i], *table = parent_of(p, p->before, link);

        if (table && strcmp(table->name, parent->table) == 0 &&
            strcmp(table->schema, parent->schema) == 0 &&
            schema_find(p->after, link->kind, link->schema, link->table, link->name))
            return true;
    }
    return false;
}
