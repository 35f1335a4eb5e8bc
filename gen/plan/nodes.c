/* What is to be done, a node for each: created here, and tied to each other. */
#include "plan/planning.h"

/* Views of both kinds go one after the other, in the order of what they are over. */
static int group_of(const struct object *holder)
{
    return kind_order(holder->kind == &kind_materialized_view ? &kind_view : holder->kind);
}

struct node *node_add(struct planning *p, struct change *change, int kind)
{
    struct node *node = arena_new_of(p->arena, struct node);
    const struct object *holder;

    node->change = change;
    node->kind = kind;
    node->object = kind <= NODE_DROP ? change->before : change->after;
    holder = object_table(kind <= NODE_DROP ? p->before : p->after, node->object);
    node->order = kind_order(node->object->kind);
    node->group = holder ? group_of(holder) : node->order;
    change->nodes[kind] = node;
    *vec_push(p->arena, &p->nodes) = node;
    return node;
}

struct node *node_doer(struct node *node)
{
    return node && node->into ? node->into : node;
}

void node_before(struct planning *p, struct node *first, struct node *then, enum need_how how)
{
    first = node_doer(first);
    then = node_doer(then);
    if (first && then && first != then)
        *vec_push(p->arena, &first->next) =
            (struct edge){then, how == NEED_ORDER ? NEED_HARD : how, false};
}
