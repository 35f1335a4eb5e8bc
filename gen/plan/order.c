/*
 * The order of operations: one graph of everything that is to be done, sorted once. Among what
 * could be done next it takes drops first, then goes table by table in the order of their foreign
 * keys, and within a table in the order in which a schema is built.
 */
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

/* --- What must come before what ----------------------------------------------------------- */

static struct node *doer(struct node *node)
{
    return node && node->into ? node->into : node;
}

static void connect(struct planning *p, struct node *first, struct node *then)
{
    first = doer(first);
    then = doer(then);
    if (first && then && first != then)
        *vec_push(p->arena, &first->next) = then;
}

/* What it was when this is done: a column that was released has no default any more. */
static const struct object *object_then(const struct node *node)
{
    const struct change *change = node->change;

    return node->kind == NODE_ALTER && change->released ? change->released : change->before;
}

/* A signature names its types: it must be dropped before one of them is renamed away. */
static bool has_signature(const struct object *o)
{
    return o->kind->names == NAMES_OF_ROUTINES || o->kind->names == NAMES_OF_OPERATORS;
}

/* What goes away, or changes, goes or changes before what it needed does. */
static void connect_old(struct planning *p, struct node *node)
{
    const struct object *o = object_then(node);
    struct needs needs = {0};

    object_needs(p, p->before, o, &needs);
    for (size_t i = 0; i < needs.n; i++) {
        struct change *x = planning_change(p, needs.items[i].object);

        if (!x || needs.items[i].how != NEED_HARD)
            continue;
        connect(p, node, x->nodes[NODE_DROP]);
        if (node->kind != NODE_ALTER)
            connect(p, node, x->nodes[NODE_ALTER]);
        if (node->kind == NODE_DROP && x->action == ACTION_REBUILD && has_signature(o))
            connect(p, node, x->nodes[NODE_CREATE]);
    }
}

/* What is made, or changes, comes after what it needs then. */
static void connect_new(struct planning *p, struct node *node)
{
    struct needs needs = {0};

    object_needs(p, p->after, node->change->after, &needs);
    for (size_t i = 0; i < needs.n; i++) {
        struct change *x = planning_change(p, needs.items[i].object);

        if (!x)
            continue;
        connect(p, x->nodes[NODE_CREATE], node);
        connect(p, x->nodes[NODE_ALTER], node);
    }
}

/* A name is free once whatever has it is dropped. */
static void connect_names(struct planning *p)
{
    struct map *holders = map_of_texts(p->arena);
    const char *names[OBJECT_NAMES];
    bool any = false;

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->kind != NODE_DROP || node->change->action == ACTION_REBUILD)
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

void nodes_connect(struct planning *p)
{
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        struct change *change = node->change;

        if (change->before && node->kind != NODE_CREATE)
            connect_old(p, node);
        if (change->after && node->kind > NODE_DROP)
            connect_new(p, node);
        if (node->kind == NODE_RELEASE)
            connect(p, node, change->nodes[NODE_ALTER]);
        if (node->kind != NODE_CREATE)
            continue;
        if (change->action == ACTION_REBUILD)
            connect(p, node, change->nodes[NODE_DROP]);
        else
            connect(p, change->nodes[NODE_DROP], node);
    }
    connect_names(p);
}

/* --- What comes first where nothing forces it --------------------------------------------- */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Schemas, enums and functions stand by themselves; everything else belongs to a table. */
static int group(const struct node *node)
{
    if (node->object->kind->holds_parts || node->object->kind->in_table)
        return 100;
    return kind_order(node->object->kind);
}

static int compare_nodes(const struct node *a, const struct node *b)
{
    bool drop = a->kind <= NODE_DROP;
    int c = (b->kind <= NODE_DROP) - (a->kind <= NODE_DROP);

    if (!c)
        c = group(a) - group(b);
    if (!c)
        c = compare_sizes(a->rank, b->rank);
    if (!c)
        c = (a->mark > b->mark) - (a->mark < b->mark); /* what closes a circle comes after it */
    if (!c)
        c = kind_order(a->object->kind) - kind_order(b->object->kind);
    if (drop && b->kind <= NODE_DROP)
        c = -c;
    if (!c)
        c = (a->object->position > b->object->position) -
            (a->object->position < b->object->position);
    if (!c)
        c = strcmp(a->object->name, b->object->name);
    if (!c)
        c = strcmp(a->object->table, b->object->table);
    if (!c)
        c = strcmp(a->object->schema, b->object->schema);
    return c ? c : a->kind - b->kind;
}

/* --- Sorting ------------------------------------------------------------------------------ */

/* What could be done next: a heap, the first on top. */
typedef VEC(struct node *) heap;

static void heap_push(struct arena *arena, heap *h, struct node *node)
{
    size_t i = h->n;

    *vec_push(arena, h) = node;
    while (i > 0 && compare_nodes(node, h->items[(i - 1) / 2]) < 0) {
        h->items[i] = h->items[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    h->items[i] = node;
}

static struct node *heap_pop(heap *h)
{
    struct node *top = h->items[0], *last = h->items[--h->n];
    size_t i = 0;

    for (;;) {
        size_t child = 2 * i + 1;

        if (child + 1 < h->n && compare_nodes(h->items[child + 1], h->items[child]) < 0)
            child++;
        if (child >= h->n || compare_nodes(last, h->items[child]) <= 0)
            break;
        h->items[i] = h->items[child];
        i = child;
    }
    h->items[i] = last;
    return top;
}

static bool sort(struct planning *p)
{
    heap ready = {0};
    size_t doers = 0;

    p->order.n = 0;
    for (size_t i = 0; i < p->nodes.n; i++)
        p->nodes.items[i]->waits = 0;
    for (size_t i = 0; i < p->nodes.n; i++)
        for (size_t j = 0; j < p->nodes.items[i]->next.n; j++)
            p->nodes.items[i]->next.items[j]->waits++;
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->into)
            continue;
        doers++;
        if (node->waits == 0)
            heap_push(p->arena, &ready, node);
    }
    while (ready.n) {
        struct node *node = heap_pop(&ready);

        *vec_push(p->arena, &p->order) = node;
        for (size_t i = 0; i < node->next.n; i++)
            if (--node->next.items[i]->waits == 0)
                heap_push(p->arena, &ready, node->next.items[i]);
    }
    return p->order.n == doers;
}

/* Foreign keys that tables took in, of tables that wait for each other, stand by themselves. */
static bool unfold(struct planning *p)
{
    bool any = false;

    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->object->kind != &kind_foreign_key || !node->into || !node->into->waits)
            continue;

        struct node *table = node->into;
        size_t kept = 0;

        for (size_t j = 0; j < table->taken.n; j++)
            if (table->taken.items[j] != node)
                table->taken.items[kept++] = table->taken.items[j];
        table->taken.n = kept;
        node->into = NULL;
        node->mark = 1;
        any = true;
    }
    for (size_t i = 0; any && i < p->nodes.n; i++)
        p->nodes.items[i]->next.n = 0;
    return any;
}

static void report_circle(struct planning *p)
{
    struct loc loc = {0};
    const char *members = NULL;

    for (size_t i = 0; i < p->nodes.n; i++) {
        const struct node *node = p->nodes.items[i];
        const char *label = object_label(p->arena, node->object);

        if (node->into || !node->waits)
            continue;
        if (!loc.file)
            loc = node->object->loc;
        if (!members || !strstr(members, label))
            members = members ? arena_printf(p->arena, "%s, %s", members, label) : label;
    }
    diag_error(p->diags, MG308, loc, "these changes wait for each other: %s", members);
    diag_hint(p->diags, "Make them in two revisions.");
}

void nodes_sort(struct planning *p)
{
    bool sorted = sort(p);

    if (!sorted && unfold(p)) {
        nodes_connect(p);
        sorted = sort(p);
    }
    if (!sorted)
        report_circle(p);
}
