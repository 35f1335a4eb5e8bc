/*
 * Look-alikes: something that is gone beside something new that is much like it. Was it renamed, or
 * was the one dropped and the other one added? Only the user knows.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/compose.h"
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
    return strings_find(&a->p->answers->drops, was) >= 0 ||
           strings_find(&a->p->answers->drops, now) >= 0;
}

static void ask(struct asking *a, const struct object *from, const struct object *to,
                const char *from_name, const char *to_name, const char *what)
{
    *vec_push(a->arena, a->questions) =
        (struct question){planning_original(a->p, from), to, from_name, to_name, what};
}

/* --- Columns ------------------------------------------------------------------------------ */

static void ask_column(struct asking *a, const struct object *gone)
{
    struct objects now = schema_children(a->p->after, &kind_column, gone->schema, gone->table);
    const char *name = compose_answer(a->arena, planning_original(a->p, gone));

    if (is_dropped(a, name, compose_answer(a->arena, gone)))
        return;
    for (size_t i = 0; i < now.n; i++)
        if (strcmp(((const struct column *)now.items[i])->type,
                   ((const struct column *)gone)->type) == 0 &&
            is_new(a, now.items[i]))
            ask(a, gone, now.items[i], name, compose_answer(a->arena, now.items[i]), "column");
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

static void ask_tables(struct asking *a)
{
    shapes gone = {0}, new = {0};

    add_shapes(a, a->p->before, true, &gone);
    add_shapes(a, a->p->after, false, &new);
    for (size_t i = 0; i < gone.n; i++) {
        const struct object *was = gone.items[i].table;
        const char *name = compose_answer(a->arena, planning_original(a->p, was));

        if (is_dropped(a, name, compose_answer(a->arena, was)))
            continue;
        for (size_t j = 0; j < new.n; j++)
            if (is_alike(&gone.items[i], &new.items[j]))
                ask(a, was, new.items[j].table, name, compose_answer(a->arena, new.items[j].table),
                    "table");
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
    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *c = p->changes.items[i];

        if (c->before && !c->after && c->before->kind == &kind_column)
            ask_column(&a, c->before);
        else if (c->before && c->after && c->before->kind == &kind_enum_type)
            ask_labels(&a, c);
    }
    return questions;
}
