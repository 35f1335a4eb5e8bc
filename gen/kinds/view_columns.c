/*
 * Whether CREATE OR REPLACE VIEW can lead from one query to another: the columns that are there
 * must keep their places and types (their names can be changed before), and new ones come behind
 * them. What PostgreSQL would make of an expression is only known in part; where it is not known,
 * the answer is no.
 */
#include <string.h>

#include "kinds/view.h"
#include "model/sql_columns.h"
#include "model/types.h"

enum { DEEPEST = 16 };

/* A column of a query: its name, and something that is equal where its type must be equal. */
struct view_output {
    const char *name, *type; /* NULL: not known */
};

struct view_outputs {
    struct view_output *items;
    size_t n, space;
    bool known; /* which columns there are */
};

struct finding {
    struct arena *arena;
    const struct schema *schema;
    int depth;
};

static struct view_outputs find_outputs(struct finding *f, const struct sql_query *q);

static struct view_outputs outputs_of_query(struct finding *f, const char *text)
{
    const struct sql_query *q = f->depth < DEEPEST ? sql_query(f->arena, text) : NULL;
    struct view_outputs outputs = {0};

    f->depth++;
    if (q)
        outputs = find_outputs(f, q);
    f->depth--;
    return outputs;
}

static struct view_outputs outputs_of_relation(struct finding *f, const char *schema,
                                               const char *name)
{
    const struct object *o = schema_relation(f->schema, schema ? schema : "", name);
    struct view_outputs outputs = {0};

    if (!o)
        return outputs;
    if (o->kind == &kind_view)
        return outputs_of_query(f, ((const struct view *)o)->query);
    if (o->kind == &kind_materialized_view)
        return outputs_of_query(f, ((const struct materialized_view *)o)->query);

    struct objects columns = schema_children(f->schema, &kind_column, o->schema, o->name);

    outputs.known = true;
    for (size_t i = 0; i < columns.n; i++) {
        const struct column *c = (const struct column *)columns.items[i];

        *vec_push(f->arena, &outputs) = (struct view_output){
            c->o.name, c->collation ? arena_printf(f->arena, "%s COLLATE %s", c->type, c->collation)
                                    : c->type};
    }
    return outputs;
}

static struct view_outputs outputs_of_source(struct finding *f, const struct sql_source *source)
{
    struct view_outputs none = {0};

    if (source->query)
        return find_outputs(f, source->query);
    return source->name ? outputs_of_relation(f, source->schema, source->name) : none;
}

/* The type of a column that is mentioned; NULL: not known, or two could be meant. */
static const char *type_of_reference(struct finding *f, const struct sql_query *q,
                                     const struct sql_reference *reference)
{
    const char *type = NULL;

    for (size_t i = 0; i < q->sources.n; i++) {
        const struct sql_source *source = &q->sources.items[i];
        struct view_outputs outputs;

        if (reference->source &&
            (!source->called || strcmp(source->called, reference->source) != 0))
            continue;
        outputs = outputs_of_source(f, source);
        for (size_t k = 0; k < outputs.n; k++) {
            if (!outputs.items[k].name || strcmp(outputs.items[k].name, reference->name) != 0)
                continue;
            if (!outputs.items[k].type || (type && strcmp(type, outputs.items[k].type) != 0))
                return NULL;
            type = outputs.items[k].type;
        }
    }
    return type;
}

/* What an expression is, and of which types the columns in it are. */
static const char *type_of_expression(struct finding *f, const struct sql_query *q,
                                      const struct sql_output *o)
{
    const char *text = o->text;

    for (size_t i = 0; text && i < o->nreferences; i++) {
        const char *type = type_of_reference(f, q, &o->references[i]);

        text = type ? arena_printf(f->arena, "%s|%s", text, type) : NULL;
    }
    return text;
}

/* A cast keeps the collation that the columns in it have. */
static const char *type_of_cast(struct finding *f, const struct sql_query *q,
                                const struct sql_output *o)
{
    for (size_t i = 0; i < o->nreferences; i++) {
        const char *type = type_of_reference(f, q, &o->references[i]);

        if (!type || strstr(type, "COLLATE"))
            return NULL;
    }
    return o->text ? o->type : NULL;
}

static void add_star(struct finding *f, const struct sql_query *q, const char *called,
                     struct view_outputs *outputs)
{
    bool found = false;

    for (size_t i = 0; i < q->sources.n; i++) {
        const struct sql_source *source = &q->sources.items[i];
        struct view_outputs more;

        if (called && (!source->called || strcmp(source->called, called) != 0))
            continue;
        found = true;
        more = outputs_of_source(f, source);
        outputs->known &= more.known;
        for (size_t k = 0; k < more.n; k++)
            *vec_push(f->arena, outputs) = more.items[k];
    }
    outputs->known &= found && (called || !q->merges);
}

static struct view_outputs find_outputs(struct finding *f, const struct sql_query *q)
{
    struct view_outputs outputs = {.known = true};

    if (q->left) {
        struct view_outputs right = find_outputs(f, q->right);

        outputs = find_outputs(f, q->left);
        outputs.known &= right.known && right.n == outputs.n;
        for (size_t i = 0; outputs.known && i < outputs.n; i++)
            if (!right.items[i].type || !outputs.items[i].type ||
                strcmp(right.items[i].type, outputs.items[i].type) != 0)
                outputs.items[i].type = NULL;
        return outputs;
    }
    for (size_t i = 0; i < q->outputs.n; i++) {
        const struct sql_output *o = &q->outputs.items[i];
        struct view_output output = {o->name, NULL};

        if (o->star) {
            add_star(f, q, o->references[0].source, &outputs);
            continue;
        }
        if (o->plain)
            output.type = type_of_reference(f, q, &o->references[0]);
        else
            output.type = o->type ? type_of_cast(f, q, o) : type_of_expression(f, q, o);
        *vec_push(f->arena, &outputs) = output;
    }
    return outputs;
}

static bool has_name(const struct view_outputs *outputs, const char *name)
{
    for (size_t i = 0; i < outputs->n; i++)
        if (outputs->items[i].name && strcmp(outputs->items[i].name, name) == 0)
            return true;
    return false;
}

bool view_can_become(const struct making *making, const char *before, const char *after,
                     struct strings *renames)
{
    struct finding old_finding = {making->arena, making->before, 0};
    struct finding new_finding = {making->arena, making->after, 0};
    struct view_outputs old = outputs_of_query(&old_finding, before);
    struct view_outputs new = outputs_of_query(&new_finding, after);

    if (!old.known || !new.known || new.n < old.n)
        return false;
    for (size_t i = 0; i < old.n; i++) {
        const struct view_output *a = &old.items[i], *b = &new.items[i];

        if (!a->name || !b->name || !a->type || !b->type || strcmp(a->type, b->type) != 0)
            return false;
        if (strcmp(a->name, b->name) == 0)
            continue;
        if (has_name(&new, a->name) || has_name(&old, b->name))
            return false;
        strings_add(making->arena, renames, a->name);
        strings_add(making->arena, renames, b->name);
    }
    return true;
}

const char *view_output_type(struct arena *arena, const struct schema *s, const char *query,
                             const char *column)
{
    struct finding f = {arena, s, 0};
    struct view_outputs outputs = outputs_of_query(&f, query);

    for (size_t i = 0; outputs.known && i < outputs.n; i++) {
        const char *type = outputs.items[i].type;

        if (!outputs.items[i].name || strcmp(outputs.items[i].name, column) != 0 || !type ||
            strchr(type, '{')) /* an expression */
            continue;

        const char *collation = strstr(type, " COLLATE ");

        return collation ? arena_strndup(arena, type, (size_t)(collation - type)) : type;
    }
    return NULL;
}
