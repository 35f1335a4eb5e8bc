/* The operations of each node, in order, with what they lose said before them. */
#include <stdlib.h>
#include <string.h>

#include "kinds/column.h"
#include "kinds/grant.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

static void say_loss(struct planning *p, const char *loss)
{
    if (loss)
        MAKE(&p->making, loss, mg_text_args, loss);
}

/*
 * The way back drops only what the way there made; that this is gone then is what going back means.
 */
/* What a column loses along with its parent's is told of that one; a foreign one loses nothing. */
static bool is_told(struct planning *p, const struct object *o)
{
    const struct object *table = o->kind == &kind_column
                                     ? schema_find(p->before, &kind_table, o->schema, "", o->table)
                                     : NULL;

    return table && (((const struct table *)table)->server ||
                     lineage_follows(&p->making, (const struct column *)o));
}

static void say_drop_loss(struct planning *p, const struct change *change)
{
    const struct object *o = change->before;

    if (!is_told(p, o) && o->kind->loss && (!p->downgrade || change->after))
        say_loss(p, o->kind->loss(p->arena, planning_original(p, o),
                                  change->given_up ? NULL : change->after));
}

static void say_alter_loss(struct planning *p, const struct change *change)
{
    const struct object *o = change->before;
    unsigned long long retyped = o->kind == &kind_column ? COLUMN_RETYPED : ~0ull;
    const char *using_ = answer_find(&p->answers->using_, compose_answer(p->arena, change->after));

    if (!o->kind->loss || !(change->differences & retyped) || is_told(p, o))
        return;
    /* What an expression of the user's makes of values is beyond us; the old ones are gone. */
    if (using_ && p->downgrade)
        return;
    if (using_) {
        say_loss(p, arena_printf(p->arena, "the values of %s, which become %s",
                                 object_label(p->arena, planning_original(p, o)), using_));
        return;
    }
    say_loss(p, o->kind->loss(p->arena, planning_original(p, o), change->after));
}

/* PostgreSQL puts a column that is added behind all others. */
static void say_place_loss(struct planning *p, const struct change *change)
{
    const struct object *o = change->after;
    struct objects columns = {NULL, 0};

    if (p->downgrade && o->kind == &kind_column && change->action == ACTION_CREATE)
        columns = schema_children(p->after, &kind_column, o->schema, o->table);
    for (size_t i = 0; i < columns.n; i++) {
        const struct change *other = planning_change(p, columns.items[i]);

        if (columns.items[i]->position > o->position && (!other || !other->nodes[NODE_CREATE])) {
            say_loss(p, arena_printf(p->arena, "the place of %s: it comes back as the last one",
                                     object_label(p->arena, o)));
            return;
        }
    }
}

/* --- Comments ----------------------------------------------------------------------------- */

static void make_comment(struct planning *p, const struct object *o)
{
    mg_comment_args args = {.object = o->kind->comment_object, .text = o->comment};

    if (o->kind->comment_on)
        args.object = o->kind->comment_on(o);

    /* Indexes and statistics are found by their own names, whatever their table. */
    if (o->kind->in_table && o->kind != &kind_index && o->kind != &kind_statistics) {
        args.table = compose_table(p->arena, o);
        args.name = o->name;
    } else {
        args.name = compose_name(p->arena, o);
    }
    make_op(&p->making, &mg_op_comment, &args);
}

static void make_owner(struct planning *p, const struct object *o)
{
    MAKE(&p->making, owner, mg_owner_args, .object = o->kind->comment_object,
         .name = compose_name(p->arena, o), .role = o->owner);
}

/* --- Nodes -------------------------------------------------------------------------------- */

static bool is_type_name(const struct schema *s, const struct object *o, const char *name)
{
    for (size_t k = 0; k < kind_count; k++)
        if ((kinds[k]->names == o->kind->names || kinds[k]->holds_parts) &&
            schema_find(s, kinds[k], o->schema, "", name))
            return true;
    return false;
}

/* What a type is called from the time its successor is made until it is dropped. */
static const struct object *old_type(struct planning *p, const struct object *o)
{
    struct object *old = object_copy(p->arena, o);

    old->name = arena_printf(p->arena, "%s_old", o->name);
    for (int i = 2; is_type_name(p->before, o, old->name) || is_type_name(p->after, o, old->name);
         i++)
        old->name = arena_printf(p->arena, "%s_old%d", o->name, i);
    return old;
}

static int compare_parts(const void *left, const void *right)
{
    const struct object *a = (*(struct node *const *)left)->object;
    const struct object *b = (*(struct node *const *)right)->object;
    int c = kind_order(a->kind) - kind_order(b->kind);

    if (!c)
        c = (a->position > b->position) - (a->position < b->position);
    return c ? c : strcmp(a->name, b->name);
}

/* Two calls of add_column in a row, of one table, become one. */
static void join_columns(struct planning *p, size_t from)
{
    struct ops *ops = p->making.ops;

    if (ops->n != from + 1 || from == 0 || ops->items[from - 1].operation != &mg_op_add_column)
        return;

    const mg_table_args *first = ops->items[from - 1].args, *second = ops->items[from].args;
    size_t n = 0;

    if (strcmp(first->name, second->name) != 0)
        return;
    while (first->items[n].column)
        n++;

    struct mg_item *items = arena_alloc(p->arena, (n + 2) * sizeof *items);

    memcpy(items, first->items, n * sizeof *items);
    items[n] = second->items[0];
    ops->n--;
    ops->items[from - 1].args = memcpy(arena_new_of(p->arena, mg_table_args),
                                       &(mg_table_args){first->name, items}, sizeof(mg_table_args));
}

static void create(struct planning *p, struct node *node)
{
    const struct object *o = node->object;
    struct making *making = &p->making;
    const struct object **parts = arena_alloc(p->arena, (node->taken.n + 1) * sizeof *parts);
    size_t from;

    if (node->taken.n)
        qsort(node->taken.items, node->taken.n, sizeof *node->taken.items, compare_parts);
    for (size_t i = 0; i < node->taken.n; i++)
        parts[i] = node->taken.items[i]->object;
    if (node->change->action == ACTION_REBUILD) {
        if (o->kind == &kind_enum_type)
            say_loss(p, enum_loss(p, node->change));
        else if (o->kind->loss)
            say_loss(p, o->kind->loss(p->arena, node->change->before, o));
        o->kind->rename(making, node->change->before, old_type(p, node->change->before));
        for (size_t i = 0; parts[i]; i++) /* the old one has the names that they would get */
            strings_add(p->arena, &making->shared_names, parts[i]->name);
    }
    say_place_loss(p, node->change);
    from = making->ops->n;
    making->parts = parts;
    o->kind->create(making, o);
    making->parts = NULL;
    if (o->kind == &kind_column)
        join_columns(p, from);
    if (!o->kind->comment_inline && o->comment)
        make_comment(p, o);
    default_privileges_take_back(making, o);
    if (o->owner)
        make_owner(p, o);
}

/* What is said late, of what was made or stays. */
static void alter_late(struct planning *p, const struct change *change)
{
    const struct kind *kind = change->after->kind;
    const struct object *before = change->before;

    if (change->nodes[NODE_CREATE])
        before = object_without_late(p->arena, change->after);
    else if (table_type(change->after))
        before = table_without_type(p->arena, change->after);
    kind->alter(&p->making, before, change->after,
                object_differences(before, change->after) & late_of(change));
}

static void alter(struct planning *p, const struct change *change)
{
    unsigned long long real = change->differences & DIFFERS_FIELDS & ~late_of(change);

    if (change->released && change->before->kind == &kind_table)
        real &= object_differences(change->released, change->after);
    if (real) {
        const struct object *before = change->released ? change->released
                                      : change->bare   ? change->bare
                                                       : change->before;

        if (change->before)
            say_alter_loss(p, change);
        change->after->kind->alter(&p->making, before, change->after, real);
    }
    if (change->differences & DIFFERS_OWNER)
        make_owner(p, change->after);
    if (change->differences & DIFFERS_COMMENT)
        make_comment(p, change->after);
}

static void release(struct planning *p, const struct change *change)
{
    change->before->kind->alter(&p->making, change->before, change->released,
                                object_differences(change->before, change->released));
}

/* drop_base_type takes along the functions that the type was made with. */
static bool goes_with_base_type(struct planning *p, const struct object *o)
{
    struct objects types = schema_of_kind(p->before, &kind_base_type);

    for (size_t i = 0; o->kind->names == NAMES_OF_ROUTINES && i < types.n; i++) {
        const struct change *change = planning_change(p, types.items[i]);

        if (change && change->nodes[NODE_DROP] && base_type_is_made_by(types.items[i], o))
            return true;
    }
    return false;
}

static void drop(struct planning *p, const struct node *node)
{
    if (node->change->action == ACTION_REBUILD) {
        node->object->kind->drop(&p->making, old_type(p, node->object));
        return;
    }
    if (goes_with_base_type(p, node->object))
        return;
    say_drop_loss(p, node->change);
    node->object->kind->drop(&p->making, node->object);
}

void node_make_ops(struct planning *p, struct node *node)
{
    if (node->done)
        return;
    node->done = true;
    if (node->kind == NODE_CREATE)
        create(p, node);
    else if (node->kind == NODE_ALTER)
        alter(p, node->change);
    else if (node->kind == NODE_RELEASE)
        release(p, node->change);
    else if (node->kind == NODE_LATE)
        alter_late(p, node->change);
    else
        drop(p, node);
}

void node_ops(struct planning *p)
{
    if (p->unchecked) /* functions that call each other, whichever comes first */
        MAKE(&p->making, execute, mg_execute_args, "SET check_function_bodies = off");
    for (size_t i = 0; i < p->order.n; i++)
        node_make_ops(p, p->order.items[i]);
}
