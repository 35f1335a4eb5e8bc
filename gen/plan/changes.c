/*
 * What differs, by key; how each change is carried out; and what else must then be made anew,
 * because PostgreSQL lets nothing be changed or dropped while something depends on it.
 */
#include <string.h>

#include "kinds/column.h"
#include "model/sql.h"
#include "model/types.h"
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

static void compare(struct planning *p, const struct object *before, const struct object *after)
{
    unsigned long long differences = object_differences(before, after);
    unsigned long long real = differences & DIFFERS_FIELDS;
    enum way way = WAY_ALTER;

    if (!differences)
        return;
    if (real)
        way = before->kind->way ? before->kind->way(before, after, real) : WAY_REPLACE;

    struct change *change =
        add_change(p, before, after, way == WAY_ALTER ? ACTION_ALTER : ACTION_REPLACE);

    change->differences = differences;
    change->own = true;
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
        const struct object *before = schema_at(p->before, i), *after;

        for (; next < n && !is_same(before, schema_at(p->after, next)); next++) {
            after = schema_at(p->after, next);
            if (!find_same(p->before, after)) {
                add_change(p, NULL, after, ACTION_CREATE)->own = true;
                seen++;
            } else if (!is_behind(after, before)) {
                break; /* its turn will come */
            }
        }
        if (next < n && is_same(before, schema_at(p->after, next)))
            after = schema_at(p->after, next++);
        else
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

/* --- What depends on what changes --------------------------------------------------------- */

typedef VEC(const struct object *) referrers;

static const char *table_key(struct arena *arena, const char *schema, const char *table)
{
    return arena_printf(arena, "%s\1%s", schema, table);
}

/* The foreign keys of before that lead to a table. */
static const referrers *referrers_of(struct planning *p, const char *schema, const char *table)
{
    static const referrers none;

    if (!p->referrers) {
        struct objects all = schema_of_kind(p->before, &kind_foreign_key);

        p->referrers = map_of_texts(p->arena);
        for (size_t i = 0; i < all.n; i++) {
            const struct foreign_key *f = (const struct foreign_key *)all.items[i];
            const char *key = table_key(p->arena, f->ref_schema ? f->ref_schema : "", f->ref_table);
            referrers *list = map_get(p->referrers, key);

            if (!list) {
                list = arena_alloc(p->arena, sizeof *list);
                map_put(p->referrers, key, list);
            }
            *vec_push(p->arena, list) = all.items[i];
        }
    }

    const referrers *found = map_get(p->referrers, table_key(p->arena, schema, table));

    return found ? found : &none;
}

static bool goes_with_its_table(struct planning *p, const struct object *o)
{
    const struct object *table = object_table(p->before, o);
    const struct change *change = table ? planning_change(p, table) : NULL;

    return change && change->action == ACTION_DROP;
}

typedef VEC(struct change *) change_queue;

/* Only generated columns depend on other columns; a plain one is never made anew for another. */
static void replace(struct planning *p, change_queue *queue, const struct object *o)
{
    if (goes_with_its_table(p, o) ||
        (o->kind == &kind_column && !((const struct column *)o)->generated))
        return;

    struct change *change = planning_touch(p, o);

    if (change->action != ACTION_KEEP && change->action != ACTION_ALTER)
        return;
    change->action = ACTION_REPLACE;
    *vec_push(p->arena, queue) = change;
}

/* Order words aside, does the element say more than the column's name: an operator class? */
static bool is_plain_element(struct arena *arena, const char *element)
{
    static const char *const words[] = {" ASC", " DESC", " NULLS FIRST", " NULLS LAST"};
    const char *column = sql_element_column(arena, element);

    if (!column)
        return false;

    const char *rest = element + strlen(sql_ident(arena, column));

    while (strlen(rest) > 0) {
        size_t i = 0;

        while (i < 4 && strncmp(rest, words[i], strlen(words[i])) != 0)
            i++;
        if (i == 4)
            return false;
        rest += strlen(words[i]);
    }
    return true;
}

static bool is_plain_index(struct arena *arena, const struct index *index, const char *column)
{
    if (index->where && sql_mentions_as(index->where, SQL_COLUMN, column))
        return false;
    for (size_t i = 0; i < index->elements.n; i++)
        if (sql_mentions_as(index->elements.items[i], SQL_COLUMN, column) &&
            !is_plain_element(arena, index->elements.items[i]))
            return false;
    return true;
}

/*
 * ALTER TYPE builds plain indexes and keys again by itself. It would also do so with checks and
 * expressions, but from text that it has resolved for the old type: with the casts of that type,
 * which a schema built from nothing would not have. While only a length changes there are none.
 */
static bool survives_retyping(struct arena *arena, const struct object *o,
                              const struct change *column)
{
    const struct column *before = (const struct column *)column->before;
    const struct column *after = (const struct column *)column->after;
    bool rebuilt = strcmp(before->type, after->type) == 0 &&
                   column->differences & COLUMN_BIT(TYPE); /* its enum is built anew */
    bool same_base = strcmp(type_base(arena, before->type), type_base(arena, after->type)) == 0;

    if (o->kind == &kind_primary_key || o->kind == &kind_unique)
        return true;
    if (o->kind == &kind_foreign_key)
        return !rebuilt && type_same_family(arena, before->type, after->type);
    if (o->kind == &kind_index && is_plain_index(arena, (const struct index *)o, before->o.name))
        return true;
    if (o->kind != &kind_check && o->kind != &kind_index)
        return false; /* generated columns and triggers forbid any change of type */
    return !rebuilt && same_base && !(column->differences & COLUMN_BIT(COLLATION));
}

static void follow_column(struct planning *p, change_queue *queue, const struct change *change)
{
    const struct object *o = change->before;
    const referrers *foreign = referrers_of(p, o->schema, o->table);
    bool retyped = change->action == ACTION_ALTER;

    for (size_t k = 0; k < kind_count; k++) {
        struct objects parts = {NULL, 0};

        if (kinds[k]->in_table)
            parts = schema_children(p->before, kinds[k], o->schema, o->table);
        for (size_t i = 0; i < parts.n; i++)
            if (object_mentions_column(parts.items[i], o->name) &&
                !(retyped && survives_retyping(p->arena, parts.items[i], change)))
                replace(p, queue, parts.items[i]);
    }
    for (size_t i = 0; i < foreign->n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)foreign->items[i];

        if (strings_find(&f->ref_columns, o->name) >= 0 &&
            !(retyped && survives_retyping(p->arena, &f->o, change)))
            replace(p, queue, &f->o);
    }
}

/* Foreign keys rest on what makes the columns that they lead to unique. */
static void follow_key(struct planning *p, change_queue *queue, const struct object *o)
{
    const referrers *foreign = referrers_of(p, o->schema, o->table);

    for (size_t i = 0; i < foreign->n; i++) {
        struct object_list needs = {0};

        kind_foreign_key.needs(p->arena, p->before, foreign->items[i], &needs);
        for (size_t j = 0; j < needs.n; j++)
            if (needs.items[j] == o)
                replace(p, queue, foreign->items[i]);
    }
}

static void follow_function(struct planning *p, change_queue *queue, const struct object *o)
{
    for (size_t i = 0; i < schema_count(p->before); i++) {
        const struct object *other = schema_at(p->before, i);
        struct needs needs = {0};

        if (!other->kind->in_table)
            continue;
        object_needs(p, p->before, other, &needs);
        for (size_t j = 0; j < needs.n; j++)
            if (needs.items[j].object == o)
                replace(p, queue, other);
    }
}

static void follow(struct planning *p, change_queue *queue, const struct change *change)
{
    const struct object *o = change->before;
    bool goes = change->action == ACTION_DROP || change->action == ACTION_REPLACE;
    bool retyped = change->action == ACTION_ALTER && change->differences & COLUMN_RETYPED;

    if (!o || goes_with_its_table(p, o))
        return;
    if (o->kind == &kind_column && (goes || retyped))
        follow_column(p, queue, change);
    else if (goes && (o->kind == &kind_primary_key || o->kind == &kind_unique ||
                      (o->kind == &kind_index && ((const struct index *)o)->unique)))
        follow_key(p, queue, o);
    else if (goes && o->kind == &kind_function)
        follow_function(p, queue, o);
}

void changes_propagate(struct planning *p)
{
    change_queue queue = {0};

    for (size_t i = 0; i < p->changes.n; i++)
        *vec_push(p->arena, &queue) = p->changes.items[i];
    for (size_t i = 0; i < queue.n; i++)
        follow(p, &queue, queue.items[i]);
}
