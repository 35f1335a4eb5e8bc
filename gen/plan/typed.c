/*
 * Tables of a type (OF_TYPE). While they are, their columns change with the type alone, and not
 * one by one; so a table whose type changes lets go of it first, changes as any table does, and is
 * of the type again when both agree. Only names change with the type's (kinds/attribute.c).
 */
#include <string.h>

#include "kinds/compose.h"
#include "kinds/table.h"
#include "plan/planning.h"

const char *table_type(const struct object *o)
{
    return o->kind == &kind_table ? ((const struct table *)o)->of_type : NULL;
}

const struct object *table_without_type(struct arena *arena, const struct object *o)
{
    struct object *copy = object_copy(arena, o);

    ((struct table *)copy)->of_type = NULL;
    return copy;
}

static const struct object *type_of(struct planning *p, const struct schema *s,
                                    const struct object *table)
{
    const char *type = table_type(table);

    return type ? type_object(p->arena, s, type) : NULL;
}

static bool differs(struct planning *p, const struct schema *s, const struct kind *kind,
                    const struct object *whole)
{
    struct objects parts = schema_children(s, kind, whole->schema, whole->name);

    for (size_t i = 0; i < parts.n; i++)
        if (planning_change(p, parts.items[i]))
            return true;
    return false;
}

static bool type_changes(struct planning *p, const struct object *before,
                         const struct object *after)
{
    const struct object *was = type_of(p, p->before, before), *is = type_of(p, p->after, after);

    return (was && (planning_change(p, was) || differs(p, p->before, &kind_attribute, was))) ||
           (is && differs(p, p->after, &kind_attribute, is));
}

void changes_of_typed(struct planning *p)
{
    struct objects tables = schema_of_kind(p->before, &kind_table);

    for (size_t i = 0; i < tables.n; i++) {
        const struct object *before = tables.items[i], *after;
        struct change *change;

        if (!table_type(before))
            continue;
        change = planning_change(p, before);
        after = schema_find(p->after, &kind_table, before->schema, "", before->name);
        if (!after || (change && change->action != ACTION_KEEP && change->action != ACTION_ALTER))
            continue;
        if (!(change && change->differences & TABLE_BIT(OF_TYPE)) &&
            !type_changes(p, before, after))
            continue;
        change = planning_touch(p, before);
        change->action = ACTION_ALTER;
        change->differences |= TABLE_BIT(OF_TYPE);
        change->released = table_without_type(p->arena, before);
    }
}

/* --- Order -------------------------------------------------------------------------------- */

/* Whatever is done to the parts of a whole: after the node, or before it. */
static void connect_parts(struct planning *p, struct node *node, const struct schema *s,
                          const struct kind *kind, const struct object *whole)
{
    struct objects parts = schema_children(s, kind, whole->schema, whole->name);

    for (size_t i = 0; i < parts.n; i++) {
        struct change *change = planning_change(p, parts.items[i]);

        for (int k = 0; change && k < NODE_KINDS; k++)
            if (node->kind == NODE_RELEASE)
                node_before(p, node, change->nodes[k], NEED_HARD);
            else
                node_before(p, change->nodes[k], node, NEED_HARD);
    }
}

void connect_typed(struct planning *p, struct node *node)
{
    const struct change *change = node->change;
    const struct object *type;

    if (node->object->kind != &kind_table ||
        (node->kind != NODE_RELEASE && node->kind != NODE_LATE))
        return;
    if (node->kind == NODE_LATE)
        node_before(p, change->nodes[NODE_ALTER], node, NEED_HARD);
    connect_parts(p, node, p->before, &kind_column, change->before);
    connect_parts(p, node, p->after, &kind_column, change->after);
    type = type_of(p, p->before, change->before);
    if (type)
        connect_parts(p, node, p->before, &kind_attribute, type);
    type = type_of(p, p->after, change->after);
    if (type)
        connect_parts(p, node, p->after, &kind_attribute, type);
}
