/* What queries need: relations, and of their columns those that are mentioned. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/needing.h"

static bool is_called(const char *name, const char *other)
{
    return name && other && strcmp(name, other) == 0;
}

/* What a column is qualified with in rules, triggers and ON CONFLICT: the table that they are on.
 */
static bool is_row(const char *qualifier)
{
    return is_called(qualifier, "new") || is_called(qualifier, "old") ||
           is_called(qualifier, "excluded");
}

static bool is_of(const struct mention *column, const struct mention *relation)
{
    if (!column->schema || is_row(column->schema))
        return true;
    return is_called(column->schema, relation->alias ? relation->alias : relation->name);
}

/* True if the query mentions all columns of the relation: u.*, or u as a row. */
static bool takes_all(const struct mentions *found, const struct mention *relation)
{
    const char *name = relation->alias ? relation->alias : relation->name;

    for (size_t i = 0; i < found->n; i++) {
        const struct mention *m = &found->items[i];

        if (m->what == MENTIONED_COLUMN &&
            ((!m->name && is_of(m, relation)) || (!m->schema && is_called(m->name, name))))
            return true;
    }
    return false;
}

/* A text of before may call a column what it was called before it was renamed. */
static bool mentions_column(struct needing *n, const struct mentions *found,
                            const struct mention *relation, const struct object *column)
{
    const struct object *was = n->p->renames.objects.n ? planning_original(n->p, column) : column;

    for (size_t i = 0; i < found->n; i++) {
        const struct mention *m = &found->items[i];

        if (m->what == MENTIONED_COLUMN && m->name && is_of(m, relation) &&
            (strcmp(m->name, column->name) == 0 || strcmp(m->name, was->name) == 0))
            return true;
    }
    return false;
}

static void need_columns(struct needing *n, const struct mentions *found, const struct mention *m,
                         const struct object *relation)
{
    struct objects columns = schema_children(n->s, &kind_column, relation->schema, relation->name);
    bool all = takes_all(found, m);

    if (all)
        *vec_push(n->arena, n->needs) = (struct need){relation, NEED_HARD, true};
    for (size_t i = 0; i < columns.n; i++)
        if (all || mentions_column(n, found, m, columns.items[i]))
            *vec_push(n->arena, n->needs) = (struct need){columns.items[i], NEED_HARD, false};
    if (!found->groups)
        return;

    /* GROUP BY of a primary key gives all columns: the key is needed then. */
    struct objects keys =
        schema_children(n->s, &kind_primary_key, relation->schema, relation->name);

    for (size_t i = 0; i < keys.n; i++)
        *vec_push(n->arena, n->needs) = (struct need){keys.items[i], NEED_HARD, false};
}

/* A function in FROM gives rows of a table: their columns are the table's. */
static void need_rows(struct needing *n, const struct mentions *found, const struct mention *m)
{
    const struct object_list *all = scope_find(n->scope, SCOPE_ROUTINES, m->schema, m->name);

    for (size_t i = 0; i < all->n; i++) {
        const struct field *returns = kind_field(all->items[i]->kind, "returns");
        const char *type = returns ? field_text(all->items[i], returns) : NULL;
        const struct object *relation = NULL;

        if (type)
            relation = type_object(n->arena, n->s, type);
        if (relation && relation->kind->holds_parts && relation->kind->is_relation)
            need_columns(n, found, m, relation);
    }
}

void need_query(struct needing *n, const struct mentions *found)
{
    const struct object *own =
        *n->o->table ? schema_relation(n->s, n->o->schema, n->o->table) : NULL;

    for (size_t i = 0; i < found->n; i++) {
        const struct mention *m = &found->items[i];
        const struct object_list *all;

        need_mentioned(n, m, NEED_HARD);
        if (m->what == MENTIONED_ROUTINE)
            need_rows(n, found, m);
        if (m->what != MENTIONED_RELATION && m->what != MENTIONED_ANY)
            continue;
        all = scope_find(n->scope, SCOPE_RELATIONS, m->schema, m->name);
        for (size_t j = 0; j < all->n; j++)
            if (all->items[j]->kind->holds_parts && all->items[j] != n->o)
                need_columns(n, found, m, all->items[j]);
    }
    if (own)
        need_columns(n, found, &(struct mention){.name = n->o->table}, own);
}
