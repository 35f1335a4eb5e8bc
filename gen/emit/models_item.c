/*
 * The objects whose fields say how they are written (kind->word): WORD(name, ...), or
 * WORD(table, name, ...) for what is in a table. gen/read/item.c reads them.
 */
#include "emit/models_parts.h"

void put_item(struct models *m, struct mg_buf *out, const struct object *o)
{
    struct strings arguments = {0};

    if (o->kind->names == NAMES_OF_ROUTINES) {
        put_routine(m, out, o);
        return;
    }
    if (o->kind->in_table)
        strings_add(m->arena, &arguments, models_name(m, models_relation(m, o)));
    if (!o->kind->nameless)
        strings_add(m->arena, &arguments,
                    is_c_name(o->name) ? o->name : string_argument(m->arena, o->name));
    add_item_positions(m, o, &arguments);
    if (!o->kind->in_table && *o->schema)
        strings_add(m->arena, &arguments, word_name(m->arena, "SCHEMA", o->schema));
    add_item_options(m, o, &arguments);
    if (o->owner)
        strings_add(m->arena, &arguments, word_name(m->arena, "OWNER", o->owner));
    add_comment(m, out, o, &arguments);
    put_call(out, o->kind->word, &arguments);
    mg_buf_add(out, ";\n");
}

/* What is in a table and has a word of its own. */
void put_items_of(struct models *m, struct mg_buf *out, const struct object *table)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects parts = {NULL, 0};

        if (kinds[k]->in_table && kinds[k]->word)
            parts = schema_children(m->schema, kinds[k], table->schema, table->name);
        for (size_t i = 0; i < parts.n; i++)
            if (!map_get(m->on_updates, parts.items[i]))
                put_item(m, out, parts.items[i]);
    }
}

bool is_item(const struct kind *kind)
{
    return kind->word && !kind->in_table && !is_view(kind);
}

/* What is in a schema says it along, and ON_UPDATE what it makes. */
bool is_said(struct models *m, const struct object *o)
{
    if (o->kind == &kind_schema)
        return !o->comment && !o->owner && map_get(m->said_schemas, o->name);
    return map_get(m->on_updates, o);
}

void models_find_said_schemas(struct models *m)
{
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct object *o = schema_at(m->schema, i);
        const char *in = o->schema;

        if (o->kind == &kind_extension && ((const struct extension *)o)->in_schema)
            in = ((const struct extension *)o)->in_schema;
        if (*in && !o->kind->in_table)
            map_put(m->said_schemas, in, (void *)o);
    }
}

size_t count_items(struct models *m, const struct kind *kind)
{
    struct objects all = schema_of_kind(m->schema, kind);
    size_t n = 0;

    for (size_t i = 0; i < all.n; i++)
        n += !is_said(m, all.items[i]);
    return n;
}
