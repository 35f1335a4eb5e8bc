/*
 * What a kind says late (kind.late): what refers to each other is made in two steps. A sequence
 * that a column owns, and whose default takes its values, is made before the table and given to the
 * column after it.
 */
#include <string.h>

#include "kinds/table.h"
#include "plan/planning.h"

unsigned long long late_of(const struct change *change)
{
    bool typed = table_type(change->after) && !change->nodes[NODE_CREATE];

    return change->after->kind->late | (typed ? TABLE_BIT(OF_TYPE) : 0);
}

bool object_is_late(const struct object *o)
{
    for (size_t i = 0; i < o->kind->nfields; i++)
        if (o->kind->late >> i & 1 && field_is_set(o, &o->kind->fields[i]))
            return true;
    return false;
}

const struct object *object_without_late(struct arena *arena, const struct object *o)
{
    struct object *copy = object_copy(arena, o);

    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];
        void *member = (char *)copy + f->offset;

        if (!(o->kind->late >> i & 1))
            continue;
        if (f->type == FIELD_TEXT)
            *(const char **)member = NULL;
        else if (f->type == FIELD_BOOL)
            *(bool *)member = false;
        else
            *(struct strings *)member = (struct strings){0};
    }
    return copy;
}

void object_needs_at_first(struct planning *p, const struct schema *s, const struct object *o,
                           struct needs *needs)
{
    object_needs(p, s, object_is_late(o) ? object_without_late(p->arena, o) : o, needs);
}

/*
 * What goes away with its owner: a sequence with its column, or with that one's table; a grant with
 * what it is on, of which columns are only a part.
 */
static struct node *goes_with(struct planning *p, const struct object *o)
{
    struct needs all = {0};
    struct node *with = NULL;

    object_needs(p, p->before, o, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct object *of = all.items[i].object;
        const struct change *owner = planning_change(p, of);
        struct node *node = owner ? owner->nodes[NODE_DROP] : NULL;

        if (node && of->kind != &kind_schema && !(o->kind->goes_along && of->kind->in_table) &&
            (!with || !*node->object->table))
            with = node;
    }
    return with;
}

void nodes_go_along(struct planning *p)
{
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind == NODE_DROP &&
            (object_is_late(node->object) || node->object->kind->goes_along))
            node->into = goes_with(p, node->object);
    }
}
