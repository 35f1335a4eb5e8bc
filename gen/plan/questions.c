/*
 * Look-alikes: something that is gone beside something new that is much like it. Was it renamed, or
 * was the one dropped and the other one added? Only the user knows.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

struct asking {
    struct arena *arena;
    const struct schema *before, *after; /* before: with the known renames applied */
    const struct answers *answers;
    const struct map *originals;
    struct questions *questions;
};

static const struct object *original(const struct asking *a, const struct object *o)
{
    const struct object *was;

    while ((was = map_get(a->originals, o)))
        o = was;
    return o;
}

static bool is_in(const struct schema *s, const struct object *o)
{
    return schema_find(s, o->kind, o->schema, o->table, o->name) != NULL;
}

/* A drop is confirmed under the name that is gone, its table called as it was or as it is. */
static bool is_dropped(const struct asking *a, const char *was, const char *now)
{
    return strings_find(&a->answers->drops, was) >= 0 || strings_find(&a->answers->drops, now) >= 0;
}

static void ask(struct asking *a, const struct object *from, const struct object *to,
                const char *from_name, const char *to_name, const char *what)
{
    *vec_push(a->arena, a->questions) =
        (struct question){original(a, from), to, from_name, to_name, what};
}

/* --- Columns ------------------------------------------------------------------------------ */

static void ask_column(struct asking *a, const struct object *gone)
{
    struct objects now = schema_children(a->after, &kind_column, gone->schema, gone->table);
    const char *name = compose_answer(a->arena, original(a, gone));

    if (is_dropped(a, name, compose_answer(a->arena, gone)))
        return;
    for (size_t i = 0; i < now.n; i++)
        if (strcmp(((const struct column *)now.items[i])->type,
                   ((const struct column *)gone)->type) == 0 &&
            !is_in(a->before, now.items[i]))
            ask(a, gone, now.items[i], name, compose_answer(a->arena, now.items[i]), "column");
}

static void ask_columns(struct asking *a)
{
    struct objects was = schema_of_kind(a->before, &kind_column);

    for (size_t i = 0; i < was.n; i++)
        if (!is_in(a->after, was.items[i]) &&
            schema_find(a->after, &kind_table, was.items[i]->schema, "", was.items[i]->table))
            ask_column(a, was.items[i]);
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

static void add_shapes(struct arena *arena, const struct schema *s, const struct schema *other,
                       shapes *list)
{
    struct objects tables = schema_of_kind(s, &kind_table);

    for (size_t i = 0; i < tables.n; i++) {
        const struct object *t = tables.items[i];

        if (is_in(other, t))
            continue;

        struct objects columns = schema_children(s, &kind_column, t->schema, t->name);
        struct shape shape = {t, arena_alloc(arena, (columns.n + 1) * sizeof *shape.columns),
                              columns.n};

        if (columns.n) {
            memcpy(shape.columns, columns.items, columns.n * sizeof *shape.columns);
            qsort(shape.columns, columns.n, sizeof *shape.columns, compare_names);
        }
        *vec_push(arena, list) = shape;
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

    add_shapes(a->arena, a->before, a->after, &gone);
    add_shapes(a->arena, a->after, a->before, &new);
    for (size_t i = 0; i < gone.n; i++) {
        const struct object *was = gone.items[i].table;
        const char *name = compose_answer(a->arena, original(a, was));

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
    const char *name = value_name(a, original(a, &was->o), label);
    const char *later = value_name(a, &now->o, label);

    if (is_dropped(a, name, later) || answer_find(&a->answers->map, name) ||
        answer_find(&a->answers->map, later))
        return;
    for (size_t i = 0; i < now->labels.n; i++)
        if (strings_find(&was->labels, now->labels.items[i]) < 0)
            ask(a, &was->o, &now->o, name, value_name(a, &now->o, now->labels.items[i]),
                "enum value");
}

static void ask_labels(struct asking *a)
{
    struct objects enums = schema_of_kind(a->before, &kind_enum_type);

    for (size_t i = 0; i < enums.n; i++) {
        const struct enum_type *was = (const struct enum_type *)enums.items[i];
        const struct enum_type *now = (const struct enum_type *)schema_find(
            a->after, &kind_enum_type, was->o.schema, "", was->o.name);

        for (size_t j = 0; now && j < was->labels.n; j++)
            if (strings_find(&now->labels, was->labels.items[j]) < 0)
                ask_label(a, was, now, was->labels.items[j]);
    }
}

struct questions questions_find(struct planning *p)
{
    struct questions questions = {0};
    struct asking a = {p->arena, p->before, p->after, p->answers, p->originals, &questions};

    ask_tables(&a);
    ask_columns(&a);
    ask_labels(&a);
    return questions;
}
