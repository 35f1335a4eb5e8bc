/*
 * The order of operations: the graph (order.c) sorted once. Among what could be done next it takes
 * drops first, then goes kind by kind as a schema is built, table by table in the order of their
 * foreign keys, and within a table again kind by kind; drops the other way round.
 *
 * What only the body of a function mentions had better be there before, but need not: such an edge
 * gives way where it closes a circle. A circle of what cannot give way is broken by taking parts
 * out of their tables (unfold.c): foreign keys, checks, and defaults, which are said later then.
 */
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

/* --- What comes first where nothing forces it --------------------------------------------- */

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

int compare_nodes(const struct node *a, const struct node *b)
{
    bool drop = a->kind <= NODE_DROP;
    int c = (b->kind <= NODE_DROP) - (a->kind <= NODE_DROP);

    if (c)
        return c;
    c = a->group - b->group;
    if (!c)
        c = compare_sizes(a->rank, b->rank);
    if (!c)
        c = (a->mark > b->mark) - (a->mark < b->mark); /* what closes a circle comes after it */
    if (!c)
        c = a->order - b->order;
    if (drop)
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

/* --- What could be done next: a heap, the first on top -------------------------------------- */

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

/* --- Circles ------------------------------------------------------------------------------ */

/* An edge from its other end. */
struct entry {
    struct node *from;
    struct edge *edge;
};
typedef VEC(struct entry) entries;

struct sorting {
    struct planning *p;
    heap ready;
    struct map *entries; /* node -> entries, once there is a circle */
    size_t step;
};

static void find_entries(struct sorting *s)
{
    struct planning *p = s->p;

    s->entries = map_of_addresses(p->arena);
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        for (size_t j = 0; !node->placed && j < node->next.n; j++) {
            struct edge *edge = &node->next.items[j];
            entries *list = map_get(s->entries, edge->to);

            if (!list) {
                list = arena_alloc(p->arena, sizeof *list);
                map_put(s->entries, edge->to, list);
            }
            *vec_push(p->arena, list) = (struct entry){node, edge};
        }
    }
}

/* What node waits for. */
static const struct entry *entry_of(const struct sorting *s, const struct node *node)
{
    const entries *list = map_get(s->entries, node);

    for (size_t i = 0; i < list->n; i++)
        if (!list->items[i].from->placed && !list->items[i].edge->dropped)
            return &list->items[i];
    BUG("%s waits for nothing", node->object->name);
}

/* Back from the node through what each waits for, until one is met again: a circle. */
static struct edge *weakest_edge(struct sorting *s, struct node *node)
{
    struct planning *p = s->p;
    struct edge *weakest = NULL;
    struct node *last;

    for (s->step++; node->step != s->step; node = entry_of(s, node)->from)
        node->step = s->step;
    p->circle.n = 0;
    last = node;
    do {
        const struct entry *entry = entry_of(s, node);

        *vec_push(p->arena, &p->circle) = node;
        if (!weakest || entry->edge->how > weakest->how)
            weakest = entry->edge;
        node = entry->from;
    } while (node != last);
    return weakest;
}

/* True if a circle gave way. */
static bool break_circle(struct sorting *s)
{
    struct planning *p = s->p;
    struct edge *edge;
    size_t i = 0;

    if (!s->entries)
        find_entries(s);
    while (p->nodes.items[i]->into || p->nodes.items[i]->placed)
        i++;
    edge = weakest_edge(s, p->nodes.items[i]);
    if (edge->how == NEED_HARD)
        return false;
    p->unchecked |= edge->how == NEED_OF_SQL;
    edge->dropped = true;
    if (--edge->to->waits == 0)
        heap_push(p->arena, &s->ready, edge->to);
    return true;
}

/* --- Sorting ------------------------------------------------------------------------------ */

static size_t begin(struct sorting *s)
{
    struct planning *p = s->p;
    size_t doers = 0;

    p->order.n = 0;
    p->unchecked = false;
    for (size_t i = 0; i < p->nodes.n; i++) {
        p->nodes.items[i]->waits = p->nodes.items[i]->step = 0;
        p->nodes.items[i]->placed = false;
    }
    for (size_t i = 0; i < p->nodes.n; i++)
        for (size_t j = 0; j < p->nodes.items[i]->next.n; j++)
            p->nodes.items[i]->next.items[j].to->waits++;
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];

        if (node->into)
            continue;
        doers++;
        if (node->waits == 0)
            heap_push(p->arena, &s->ready, node);
    }
    return doers;
}

static void place(struct sorting *s, struct node *node)
{
    struct planning *p = s->p;

    node->placed = true;
    *vec_push(p->arena, &p->order) = node;
    for (size_t i = 0; i < node->next.n; i++)
        if (!node->next.items[i].dropped && --node->next.items[i].to->waits == 0)
            heap_push(p->arena, &s->ready, node->next.items[i].to);
}

static bool sort(struct planning *p)
{
    struct sorting s = {.p = p};
    size_t doers = begin(&s);

    while (p->order.n < doers) {
        if (s.ready.n == 0 && !break_circle(&s))
            return false;
        if (s.ready.n)
            place(&s, heap_pop(&s.ready));
    }
    return true;
}

static void report_circle(struct planning *p)
{
    struct strings labels = {0};
    const char *members = "";

    for (size_t i = p->circle.n; i-- > 0;) {
        const char *label = object_label(p->arena, p->circle.items[i]->object);

        if (strings_find(&labels, label) >= 0)
            continue;
        members = arena_printf(p->arena, "%s%s%s", members, labels.n ? ", " : "", label);
        strings_add(p->arena, &labels, label);
    }
    diag_error(p->diags, MG308, p->circle.items[0]->object->loc,
               "these changes wait for each other: %s", members);
    diag_hint(p->diags, "Make them in two revisions.");
}

void nodes_sort(struct planning *p)
{
    while (!sort(p)) {
        if (!nodes_unfold(p)) {
            report_circle(p);
            return;
        }
        for (size_t i = 0; i < p->nodes.n; i++)
            p->nodes.items[i]->next.n = 0;
        nodes_connect(p);
    }
}
