/* Views: their query, and a struct with a member for each column. */
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/marks.h"
#include "model/sql.h"
#include "model/types.h"

/* --- Members ------------------------------------------------------------------------------ */

static bool has_member(const struct view_members *members, const char *name)
{
    for (size_t i = 0; i < members->n; i++)
        if (strcmp(members->items[i]->o.name, name) == 0)
            return true;
    return false;
}

static void add_member(struct models *m, struct view_members *members, const struct object *view,
                       const char *name, const char *type)
{
    struct column *c = (struct column *)object_new(m->arena, &kind_column);

    if (has_member(members, name))
        return;
    c->o.schema = view->schema;
    c->o.table = view->name;
    c->o.name = name;
    c->type = type_canonical(m->arena, type);
    if (!c->type)
        c->type = "text";
    *vec_push(m->arena, members) = c;
}

/* Those of which something is said, where nobody knows the others. */
static void add_said_members(struct models *m, struct view_members *members,
                             const struct object *view)
{
    struct objects said = schema_children(m->schema, &kind_view_column, view->schema, view->name);
    struct objects indexes = schema_children(m->schema, &kind_index, view->schema, view->name);

    for (size_t i = 0; i < said.n; i++)
        add_member(m, members, view, said.items[i]->name, "text");
    for (size_t i = 0; i < indexes.n; i++) {
        const struct index *index = (const struct index *)indexes.items[i];

        for (size_t k = 0; k < index->elements.n; k++) {
            const char *column = sql_element_column(m->arena, index->elements.items[k]);

            if (column)
                add_member(m, members, view, column, "text");
        }
        for (size_t k = 0; k < index->include.n; k++)
            add_member(m, members, view, index->include.items[k], "text");
    }
}

void models_find_members(struct models *m)
{
    m->members = map_of_addresses(m->arena);
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct object *o = schema_at(m->schema, i);
        struct view_members *members;
        const struct strings *columns;

        if (!is_view(o->kind))
            continue;
        columns = o->kind == &kind_view ? &((const struct view *)o)->columns
                                        : &((const struct materialized_view *)o)->columns;
        members = arena_new_of(m->arena, struct view_members);
        for (size_t k = 0; k + 1 < columns->n; k += 2)
            add_member(m, members, o, columns->items[k], columns->items[k + 1]);
        add_said_members(m, members, o);
        map_put(m->members, o, members);
    }
}

/* --- The view ----------------------------------------------------------------------------- */

void put_view(struct models *m, struct mg_buf *out, const struct object *view)
{
    const char *tag = models_name(m, view);
    const struct view_members *members = map_get(m->members, view);
    const struct object *clustered = marks_find(m->schema, view, "clustered");
    struct strings arguments = {0};

    /* A struct without members is none; but what is part of the view needs one. */
    strings_add(m->arena, &arguments, tag);
    add_item_positions(m, view, &arguments);
    if (*view->schema)
        strings_add(m->arena, &arguments, word_name(m->arena, "SCHEMA", view->schema));
    if (strcmp(tag, view->name) != 0)
        strings_add(m->arena, &arguments, word_string(m->arena, "NAME", view->name));
    add_item_options(m, view, &arguments);
    if (clustered)
        strings_add(m->arena, &arguments, word_name(m->arena, "CLUSTER_ON", clustered->name));
    if (view->owner)
        strings_add(m->arena, &arguments, word_name(m->arena, "OWNER", view->owner));
    add_comment(m, out, view, &arguments);
    if (members->n == 0) {
        put_call(out, view->kind->word, &arguments);
        mg_buf_add(out, ";\n");
        return;
    }
    put_call(out, view->kind == &kind_view ? "VIEW" : "MATERIALIZED_VIEW", &arguments);
    mg_buf_add(out, " {\n");
    put_view_columns(m, out, view);
    mg_buf_add(out, "};\n");
    put_indexes(m, out, view);
    put_items_of(m, out, view);
}
