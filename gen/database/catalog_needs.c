/* What needs something that is left out: found along pg_depend, wherever the way leads. */
#include <string.h>

#include "database/catalog_rows.h"
#include "kinds/kinds.h"

struct edge {
    const char *dependent; /* node */
    const char *sub;       /* of what it needs: "0": the whole */
};

struct edges {
    VEC(struct edge) items;
};

struct walk {
    struct finding *finding;
    struct map *edges; /* class/oid -> edges */
    struct map *seen;
    struct {
        struct {
            const char *node, *cause;
        } * items;
        size_t n, space;
    } queue;
};

static const char *whole(struct arena *arena, const char *node)
{
    return arena_strndup(arena, node, (size_t)(strrchr(node, '/') - node));
}

static const char *sub_of(const char *node)
{
    return strrchr(node, '/') + 1;
}

static bool load_edges(struct walk *w)
{
    struct finding *f = w->finding;
    struct rows rows;

    if (!finding_query(f,
                       "SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid"
                       " FROM pg_depend WHERE objid >= 16384 AND refobjid >= 16384"
                       " AND deptype NOT IN ('e', 'x')",
                       &rows))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const char **v = &rows.values[i * rows.columns];
        const char *to = arena_printf(f->arena, "%s/%s", v[3], v[4]);
        struct edges *edges = map_get(w->edges, to);

        if (!edges) {
            edges = arena_new_of(f->arena, struct edges);
            map_put(w->edges, to, edges);
        }
        *vec_push(f->arena, &edges->items) =
            (struct edge){node_name(f->arena, v[0], v[1], v[2]), v[5]};
    }
    return true;
}

static void push(struct walk *w, const char *node, const char *cause)
{
    if (map_get(w->seen, node))
        return;
    map_put(w->seen, node, (void *)node);
    vec_push(w->finding->arena, &w->queue);
    w->queue.items[w->queue.n - 1].node = node;
    w->queue.items[w->queue.n - 1].cause = cause;
}

/* A column loses its default; whatever else it is goes altogether. */
static void leave_out(struct walk *w, const char *node, const char *cause)
{
    struct arena *arena = w->finding->arena;
    struct found *found = map_get(w->finding->nodes, node);
    struct column *c = found ? (struct column *)found->object : NULL;

    if (!found || found->why)
        return;
    if (found->default_node && strcmp(found->default_node, node) == 0 && !c->generated) {
        strings_add(arena, &found->lost,
                    arena_printf(arena, "its default %s, which needs %s", c->default_, cause));
        c->default_ = NULL;
        return;
    }
    found->why = arena_printf(arena, "it needs %s", cause);
    push(w, found->node, found->label);
}

bool finding_needs(struct finding *f)
{
    struct walk w = {.finding = f, .edges = map_of_texts(f->arena), .seen = map_of_texts(f->arena)};

    if (!load_edges(&w))
        return false;
    for (size_t i = 0; i < f->found.n; i++)
        if (f->found.items[i]->why)
            push(&w, f->found.items[i]->node, f->found.items[i]->label);
    for (size_t i = 0; i < w.queue.n; i++) {
        const char *node = w.queue.items[i].node, *cause = w.queue.items[i].cause;
        const struct edges *edges = map_get(w.edges, whole(f->arena, node));

        for (size_t k = 0; edges && k < edges->items.n; k++) {
            const struct edge *edge = &edges->items.items[k];

            if (strcmp(sub_of(node), "0") != 0 && strcmp(sub_of(node), edge->sub) != 0)
                continue;
            leave_out(&w, edge->dependent, cause);
            push(&w, edge->dependent, cause);
        }
    }
    return true;
}
