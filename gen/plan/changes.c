/* What differs, by key, and how each change is carried out. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

const struct object *planning_original(const struct planning *p, const struct object *o)
{
    const struct object *was;

    while ((was = map_get(p->originals, o)))
        o = was;
    return o;
}

struct change *planning_change(const struct planning *p, const struct object *o)
{
    return map_get(p->change_of, o);
}

bool is_answered_drop(struct planning *p, const char *what)
{
    const struct strings *drops = &p->answers->drops;

    if (!drops->n)
        return false;
    if (!p->drops) {
        p->drops = map_of_texts(p->arena);
        for (size_t i = 0; i < drops->n; i++)
            map_put(p->drops, drops->items[i], (void *)drops->items[i]);
    }
    return map_get(p->drops, what) != NULL;
}

static struct change *add_change(struct planning *p, const struct object *before,
                                 const struct object *after, enum action action)
{
    struct change *change = arena_new_of(p->arena, struct change);

    *change = (struct change){.before = before, .after = after, .action = action};
    if (before)
        map_put(p->change_of, before, change);
    if (after)
        map_put(p->change_of, after, change);
    *vec_push(p->arena, &p->changes) = change;
    return change;
}

static const struct object *find_same(const struct schema *s, const struct object *o)
{
    return schema_find(s, o->kind, o->schema, o->table, o->name);
}

struct change *planning_touch(struct planning *p, const struct object *before)
{
    struct change *change = planning_change(p, before);

    return change ? change : add_change(p, before, find_same(p->after, before), ACTION_KEEP);
}

/* --- Matching ----------------------------------------------------------------------------- */

/* --drop of something that stays: it need not keep its rows, and is made anew. */
static bool is_given_up(struct planning *p, const struct object *before, const struct object *after)
{
    return (before->kind == &kind_table || before->kind == &kind_column) &&
           (is_answered_drop(p, compose_answer(p->arena, before)) ||
            is_answered_drop(p, compose_answer(p->arena, after)));
}

static void compare(struct planning *p, const struct object *before, const struct object *after)
{
    unsigned long long differences = object_differences(before, after);
    unsigned long long real = differences & DIFFERS_FIELDS;
    enum way way = WAY_ALTER;

    if (!differences)
        return;
    if (real && before->kind->way_among)
        way = before->kind->way_among(
            &(struct making){.arena = p->arena, .before = p->before, .after = p->after}, before,
            after, real);
    else if (real)
        way = before->kind->way ? before->kind->way(before, after, real) : WAY_REPLACE;

    bool given_up = way == WAY_ALTER && real && is_given_up(p, before, after);

    struct change *change =
        add_change(p, before, after, way == WAY_ALTER && !given_up ? ACTION_ALTER : ACTION_REPLACE);

    change->differences = differences;
    change->own = true;
    change->given_up = given_up;
}

static bool is_same(const struct object *a, const struct object *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0 && strcmp(a->table, b->table) == 0 &&
           strcmp(a->schema, b->schema) == 0;
}

/* True if o is of a table that comes before that of the other object. */
static bool is_behind(const struct object *o, const struct object *other)
{
    int c = o->kind == other->kind ? 0 : kind_order(o->kind) - kind_order(other->kind);

    if (!c)
        c = strcmp(o->schema, other->schema);
    return (c ? c : strcmp(o->table, other->table)) < 0;
}

/*
 * Both schemas have their objects in the same order, so that mostly the counterpart of the next one
 * is just the next one; it is only looked up where it is not.
 */
void changes_find(struct planning *p)
{
    size_t seen = 0, next = 0, n = schema_count(p->after);

    p->changes.n = 0;
    p->change_of = map_of_addresses(p->arena);
    for (size_t i = 0; i < schema_count(p->before); i++) {
        const struct object *before = schema_at(p->before, i), *after = NULL;

        for (; next < n && !after; next++) {
            const struct object *o = schema_at(p->after, next);

            if (is_same(before, o)) {
                after = o;
            } else if (!find_same(p->before, o)) {
                add_change(p, NULL, o, ACTION_CREATE)->own = true;
                seen++;
            } else if (!is_behind(o, before)) {
                break; /* its turn will come */
            }
        }
        if (!after)
            after = find_same(p->after, before);
        seen += after != NULL;
        if (after)
            compare(p, before, after);
        else
            add_change(p, before, NULL, ACTION_DROP)->own = true;
    }
    for (; seen < n && next < n; next++) {
        const struct object *after = schema_at(p->after, next);

        if (find_same(p->before, after))
            continue;
        add_change(p, NULL, after, ACTION_CREATE)->own = true;
        seen++;
    }
}

void changes_reverse(struct planning *p, const struct planning *up)
{
    p->change_of = map_of_addresses(p->arena);
    for (size_t i = 0; i < up->changes.n; i++) {
        const struct change *change = up->changes.items[i];

        if (!change->own)
            continue;
        if (change->before && change->after)
            compare(p, change->after, change->before);
        else if (change->before)
            add_change(p, NULL, change->before, ACTION_CREATE)->own = true;
        else
            add_change(p, change->after, NULL, ACTION_DROP)->own = true;
    }
}
