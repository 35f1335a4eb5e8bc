/*
 * Look-alikes: something that is gone beside something new that is much like it. Was it renamed, or
 * was the one dropped and the other one added? Only the user knows.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

struct asking {
    struct planning *p; /* its changes are found */
    struct arena *arena;
    struct questions *questions;
};

static bool is_new(const struct asking *a, const struct object *o)
{
    const struct change *change = planning_change(a->p, o);

    return change && !change->before;
}

/* A drop is confirmed under the name that is gone, its table called as it was or as it is. */
static bool is_dropped(const struct asking *a, const char *was, const char *now)
{
    return is_answered_drop(a->p, was) || is_answered_drop(a->p, now);
}

static void ask(struct asking *a, const struct object *from, const struct object *to,
                const char *from_name, const char *to_name, const char *what)
{
    *vec_push(a->arena, a->questions) =
        (struct question){planning_original(a->p, from), to, from_name, to_name, what};
}

/* --- Columns, and attributes of composite types -------------------------------------------- */

static const char *type_of(const struct object *o)
{
    return o->kind == &kind_column ? ((const struct column *)o)->type
                                   : ((const struct attribute *)o)->type;
}

static void ask_column(struct asking *a, const struct object *gone)
{
    struct objects now = schema_children(a->p->after, gone->kind, gone->schema, gone->table);
    const char *name = compose_answer(a->arena, planning_original(a->p, gone));

    /* What becomes of a parent's column becomes of it, too. */
    if (is_dropped(a, name, compose_answer(a->arena, gone)) ||
        lineage_column(a->arena, a->p->before, (const struct column *)gone))
        return;
    for (size_t i = 0; i < now.n; i++)
        if (strcmp(type_of(now.items[i]), type_of(gone)) == 0 && is_new(a, now.items[i]))
            ask(a, gone, now.items[i], name, compose_answer(a->arena, now.items[i]),
                gone->kind->title);
}

/* --- Tables ------------------------------------------------------------------------------- */

/* A table with its columns sorted by name. */
struct shape {
    const struct object *table;
    const struct object **columns;
    size_t n;
};

typedef VEC(struct shape) shapes;

static int compare_names(const void *left, const void *right)
{
    return strcmp((*(const struct object *const *)left)->name,
                  (*(const struct object *const *)right)->name);
}

/* Tables that are gone (or new) and their columns. */
static void add_shapes(struct asking *a, const struct schema *s, bool gone, shapes *list)
{
    for (size_t i = 0; i < a->p->changes.n; i++) {
        const struct change *change = a->p->changes.items[i];
        const struct object *t = gone ? change->before : change->after;

        if (!t || t->kind != &kind_table || (gone ? change->after : change->before))
            continue;

        struct objects columns = schema_children(s, &kind_column, t->schema, t->name);
        struct shape shape = {t, arena_alloc(a->arena, (columns.n + 1) * sizeof *shape.columns),
                              columns.n};

        if (columns.n) {
            memcpy(shape.columns, columns.items, columns.n * sizeof *shape.columns);
            qsort(shape.columns, columns.n, sizeof *shape.columns, compare_names);
        }
        *vec_push(a->arena, list) = shape;
    }
}

/* Columns of the same name and type. */
static size_t shared_columns(const struct shape *a, const struct shape *b)
{
    size_t shared = 0;

    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        int c = strcmp(a->columns[i]->name, b->columns[j]->name);

        if (c == 0)
            shared += strcmp(((const struct column *)a->columns[i])->type,
                             ((const struct column *)b->columns[j])->type) == 0;
        i += c <= 0;
        j += c >= 0;
    }
    return shared;
}

static bool is_alike(const struct shape *a, const struct shape *b)
{
    return strcmp(a->table->schema, b->table->schema) == 0 && a->n && b->n &&
           shared_columns(a, b) * 2 >= (a->n > b->n ? a->n : b->n);
}

/* --- Tables that may be alike, without looking at every pair ------------------------------- */

/* The new tables that have a column; one is like another only if they share half of them. */
struct posting {
    VEC(size_t) shapes;
};

struct matching {
    struct asking *a;
    const shapes *new;
    struct map *postings; /* "name\1type" -> struct posting */
    size_t *seen;         /* of each new table: the one for which it was looked at */
};

static const char *column_key(struct arena *arena, const struct object *column)
{
    return arena_printf(arena, "%s\1%s", column->name, ((const struct column *)column)->type);
}

static void add_postings(struct matching *m)
{
    for (size_t i = 0; i < m->new->n; i++)
        for (size_t j = 0; j < m->new->items[i].n; j++) {
            const char *key = column_key(m->a->arena, m->new->items[i].columns[j]);
            struct posting *posting = map_get(m->postings, key);

            if (!posting) {
                posting = arena_new_of(m->a->arena, struct posting);
                map_put(m->postings, key, posting);
            }
            *vec_push(m->a->arena, &posting->shapes) = i;
        }
}

static int compare_postings(const void *left, const void *right)
{
    const struct posting *a = *(const struct posting *const *)left;
    const struct posting *b = *(const struct posting *const *)right;

    return (a->shapes.n > b->shapes.n) - (a->shapes.n < b->shapes.n);
}

static int compare_indexes(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

enum { MANY_ALIKE = 100 }; /* nobody reads more of them */

/*
 * The first tables that are like one that is gone. A table that shares half of its columns has one
 * of any half and one more, so looking at those that few tables have is enough.
 */
static void ask_table(struct matching *m, size_t gone_index, const struct shape *gone)
{
    static const struct posting nothing;
    struct asking *a = m->a;
    const struct posting **of = arena_alloc(a->arena, (gone->n + 1) * sizeof *of);
    const struct object *was = gone->table;
    const char *name = compose_answer(a->arena, planning_original(a->p, was));
    VEC(size_t) found = {0};

    if (is_dropped(a, name, compose_answer(a->arena, was)))
        return;
    for (size_t i = 0; i < gone->n; i++) {
        of[i] = map_get(m->postings, column_key(a->arena, gone->columns[i]));
        if (!of[i])
            of[i] = &nothing;
    }
    qsort(of, gone->n, sizeof *of, compare_postings);
    for (size_t i = 0; i < gone->n / 2 + 1 && i < gone->n; i++)
        for (size_t j = 0; j < of[i]->shapes.n && found.n < MANY_ALIKE; j++) {
            size_t candidate = of[i]->shapes.items[j];

            if (m->seen[candidate] == gone_index + 1)
                continue;
            m->seen[candidate] = gone_index + 1;
            if (is_alike(gone, &m->new->items[candidate]))
                *vec_push(a->arena, &found) = candidate;
        }
    if (found.n)
        qsort(found.items, found.n, sizeof *found.items, compare_indexes);
    for (size_t i = 0; i < found.n; i++) {
        const struct object *now = m->new->items[found.items[i]].table;

        ask(a, was, now, name, compose_answer(a->arena, now), was->kind->title);
    }
}

static void ask_tables(struct asking *a)
{
    shapes gone = {0}, new = {0};
    struct matching m = {a, &new, NULL, NULL};

    add_shapes(a, a->p->before, true, &gone);
    if (gone.n == 0)
        return;
    add_shapes(a, a->p->after, false, &new);
    m.postings = map_of_texts(a->arena);
    m.seen = arena_alloc(a->arena, (new.n + 1) * sizeof *m.seen);
    add_postings(&m);
    for (size_t i = 0; i < gone.n; i++)
        ask_table(&m, i, &gone.items[i]);
}

/* --- Sequences, and whatever else keeps something ------------------------------------------ */

static bool is_other_lasting(const struct object *o)
{
    return o && o->kind->lasting && !o->kind->in_table && !o->kind->holds_parts;
}

/* Two that say the same: the number that it stands at is what would be lost. */
static void ask_others(struct asking *a)
{
    for (size_t i = 0; i < a->p->changes.n; i++) {
        const struct change *gone = a->p->changes.items[i];
        const char *name;

        if (!is_other_lasting(gone->before) || gone->after)
            continue;
        name = compose_answer(a->arena, planning_original(a->p, gone->before));
        if (is_dropped(a, name, compose_answer(a->arena, gone->before)))
            continue;
        for (size_t j = 0; j < a->p->changes.n; j++) {
            const struct object *now = a->p->changes.items[j]->after;

            if (now && !a->p->changes.items[j]->before && now->kind == gone->before->kind &&
                strcmp(now->schema, gone->before->schema) == 0 &&
                !(object_differences(gone->before, now) & DIFFERS_FIELDS))
                ask(a, gone->before, now, name, compose_answer(a->arena, now), now->kind->title);
        }
    }
}

/* --- Enum values -------------------------------------------------------------------------- */

static const char *value_name(struct asking *a, const struct object *e, const char *label)
{
    return arena_printf(a->arena, "%s.%s", compose_answer(a->arena, e), label);
}

static void ask_label(struct asking *a, const struct enum_type *was, const struct enum_type *now,
                      const char *label)
{
    const char *name = value_name(a, planning_original(a->p, &was->o), label);
    const char *later = value_name(a, &now->o, label);

    if (is_dropped(a, name, later) || answer_find(&a->p->answers->map, name) ||
        answer_find(&a->p->answers->map, later))
        return;
    for (size_t i = 0; i < now->labels.n; i++)
        if (strings_find(&was->labels, now->labels.items[i]) < 0)
            ask(a, &was->o, &now->o, name, value_name(a, &now->o, now->labels.items[i]),
                "enum value");
}

static void ask_labels(struct asking *a, const struct change *change)
{
    const struct enum_type *was = (const struct enum_type *)change->before;
    const struct enum_type *now = (const struct enum_type *)change->after;

    for (size_t i = 0; i < was->labels.n; i++)
        if (strings_find(&now->labels, was->labels.items[i]) < 0)
            ask_label(a, was, now, was->labels.items[i]);
}

struct questions questions_find(struct planning *p)
{
    struct questions questions = {0};
    struct asking a = {p, p->arena, &questions};

    ask_tables(&a);
    ask_others(&a);
    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *c = p->changes.items[i];

        if (c->before && !c->after &&
            (c->before->kind == &kind_column || c->before->kind == &kind_attribute))
            ask_column(&a, c->before);
        else if (c->before && c->after && c->before->kind == &kind_enum_type)
            ask_labels(&a, c);
    }
    return questions;
}
