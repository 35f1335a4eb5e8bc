#include "model/schema.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/kind.h"

/* A slot of the hash table over keys: open addressing, at most half full. */
struct slot {
    uint32_t hash;
    const struct object *object;
};

struct schema {
    struct arena *arena;
    const struct object **items;
    size_t n, space;
    struct slot *slots;
    size_t slot_count;  /* a power of two */
    size_t *kind_start; /* kind_count + 1: where each kind's objects start, once sorted */
    bool sorted;
    int floor; /* schema_floor */
    struct loc floor_loc;
};

enum { FIRST_SLOTS = 64 };

struct schema *schema_new(struct arena *arena)
{
    struct schema *s = arena_new_of(arena, struct schema);

    s->arena = arena;
    s->slot_count = FIRST_SLOTS;
    s->slots = arena_alloc(arena, s->slot_count * sizeof *s->slots);
    return s;
}

void schema_set_floor(struct schema *s, int floor, struct loc loc)
{
    s->floor = floor;
    s->floor_loc = loc;
}

int schema_floor(const struct schema *s, struct loc *loc)
{
    *loc = s->floor_loc;
    return s->floor;
}

/* FNV-1a over the parts of a key, each with its ending zero so that parts do not run together. */
static uint32_t hash_text(uint32_t hash, const char *text)
{
    do
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    while (*text++);
    return hash;
}

static uint32_t hash_key(const struct kind *kind, const char *schema, const char *table,
                         const char *name)
{
    uint32_t hash = hash_text(2166136261u, kind->name);

    return hash_text(hash_text(hash_text(hash, schema), table), name);
}

/* The slot that has the key, or the free one where it would go. */
static struct slot *find_slot(const struct schema *s, uint32_t hash, const struct kind *kind,
                              const char *schema, const char *table, const char *name)
{
    for (size_t i = hash;; i++) {
        struct slot *slot = &s->slots[i & (s->slot_count - 1)];
        const struct object *o = slot->object;

        if (!o || (slot->hash == hash && o->kind == kind && strcmp(o->name, name) == 0 &&
                   strcmp(o->table, table) == 0 && strcmp(o->schema, schema) == 0))
            return slot;
    }
}

static void grow_slots(struct schema *s)
{
    struct slot *old = s->slots;
    size_t n = s->slot_count;

    s->slot_count = n * 4;
    s->slots = arena_alloc(s->arena, s->slot_count * sizeof *s->slots);
    for (size_t i = 0; i < n; i++) {
        size_t to = old[i].hash;

        if (!old[i].object)
            continue;
        while (s->slots[to & (s->slot_count - 1)].object)
            to++;
        s->slots[to & (s->slot_count - 1)] = old[i];
    }
}

const struct object *schema_add(struct schema *s, struct object *o)
{
    uint32_t hash = hash_key(o->kind, o->schema, o->table, o->name);
    struct slot *slot = find_slot(s, hash, o->kind, o->schema, o->table, o->name);

    if (slot->object)
        return slot->object;
    *slot = (struct slot){hash, o};
    *vec_push(s->arena, s) = o;
    s->sorted = false;
    if (s->n * 2 > s->slot_count)
        grow_slots(s);
    return NULL;
}

static int compare_within_kind(const void *left, const void *right)
{
    const struct object *a = *(const struct object *const *)left;
    const struct object *b = *(const struct object *const *)right;
    int c = strcmp(a->schema, b->schema);

    if (c == 0 && a->table != b->table)
        c = strcmp(a->table, b->table);
    if (c == 0 && a->kind->ordered)
        c = (a->position > b->position) - (a->position < b->position);
    return c ? c : strcmp(a->name, b->name);
}

/* The snapshot's objects are in order as they come. */
static bool is_sorted(const struct object *const *items, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (compare_within_kind(&items[i - 1], &items[i]) > 0)
            return false;
    return true;
}

/* kind_order of many objects: neighbours are mostly of one kind. */
struct last_kind {
    const struct kind *kind;
    int order;
};

static size_t order_of(struct last_kind *last, const struct object *o)
{
    if (o->kind != last->kind)
        *last = (struct last_kind){o->kind, kind_order(o->kind)};
    return (size_t)last->order;
}

/* Objects are first dealt out by kind, then sorted within it. */
void schema_finish(struct schema *s)
{
    const struct object **sorted = arena_alloc(s->arena, (s->n + 1) * sizeof *sorted);
    size_t *start = arena_alloc(s->arena, (kind_count + 1) * sizeof *start);
    size_t *next = arena_alloc(s->arena, (kind_count + 1) * sizeof *next);
    struct last_kind last = {NULL, 0};

    for (size_t i = 0; i < s->n; i++)
        start[order_of(&last, s->items[i]) + 1]++;
    for (size_t k = 0; k < kind_count; k++)
        start[k + 1] += start[k];
    memcpy(next, start, (kind_count + 1) * sizeof *next);
    for (size_t i = 0; i < s->n; i++)
        sorted[next[order_of(&last, s->items[i])]++] = s->items[i];
    for (size_t k = 0; k < kind_count; k++)
        if (!is_sorted(sorted + start[k], start[k + 1] - start[k]))
            qsort(sorted + start[k], start[k + 1] - start[k], sizeof *sorted, compare_within_kind);

    s->items = sorted;
    s->space = s->n + 1;
    s->kind_start = start;
    s->sorted = true;
}

static void need_sorted(const struct schema *s)
{
    if (!s->sorted && s->n)
        BUG("a schema is used before schema_finish");
}

size_t schema_count(const struct schema *s)
{
    return s->n;
}

const struct object *schema_at(const struct schema *s, size_t i)
{
    need_sorted(s);
    return s->items[i];
}

const struct object *schema_find(const struct schema *s, const struct kind *kind,
                                 const char *schema, const char *table, const char *name)
{
    uint32_t hash = hash_key(kind, schema, table, name);

    return find_slot(s, hash, kind, schema, table, name)->object;
}

const struct object *schema_relation(const struct schema *s, const char *schema, const char *name)
{
    const struct object *o = NULL;

    for (size_t k = 0; k < kind_count && !o; k++)
        if (kinds[k]->holds_parts)
            o = schema_find(s, kinds[k], schema, "", name);
    return o;
}

struct objects schema_of_kind(const struct schema *s, const struct kind *kind)
{
    need_sorted(s);
    if (!s->n)
        return (struct objects){NULL, 0};

    int k = kind_order(kind);

    return (struct objects){s->items + s->kind_start[k], s->kind_start[k + 1] - s->kind_start[k]};
}

/* The first of the objects that comes after (schema, table), or is in it if from_start. */
static size_t bound(struct objects all, const char *schema, const char *table, bool from_start)
{
    size_t low = 0, high = all.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = strcmp(all.items[middle]->schema, schema);

        if (c == 0)
            c = strcmp(all.items[middle]->table, table);
        if (c < 0 || (c == 0 && !from_start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct objects schema_children(const struct schema *s, const struct kind *kind, const char *schema,
                               const char *table)
{
    struct objects all = schema_of_kind(s, kind);
    size_t from = bound(all, schema, table, true);
    size_t to = bound(all, schema, table, false);

    return (struct objects){all.n ? all.items + from : NULL, to - from};
}
