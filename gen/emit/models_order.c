/*
 * Tables stand in an order in which each refers to earlier ones only. Where references go round in
 * a circle, one of them is written below both tables, in the header of the later one.
 */
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/distribution.h"

struct object_list models_tables_needed(struct models *m, const struct object *table)
{
    struct objects keys = schema_children(m->schema, &kind_foreign_key, table->schema, table->name);
    struct objects links =
        schema_children(m->schema, &kind_inheritance, table->schema, table->name);
    const struct distribution *own = distribution_of(m->schema, table->schema, table->name), *with;
    struct object_list needed = {0};

    for (size_t i = 0; i < keys.n; i++)
        *vec_push(m->arena, &needed) =
            referenced_table(m, (const struct foreign_key *)keys.items[i]);
    for (size_t i = 0; i < links.n; i++)
        *vec_push(m->arena, &needed) = models_parent(m, (const struct inheritance *)links.items[i]);
    if (own && (with = distribution_colocated(m->arena, m->schema, own)))
        *vec_push(m->arena, &needed) = models_relation(m, &with->o);
    return needed;
}

/* With a header for each schema the tables of one stand together; only parents always come first.
 */
static void visit(struct models *m, struct map *visited, const struct object *table)
{
    struct object_list needed = models_tables_needed(m, table);
    size_t keys = schema_children(m->schema, &kind_foreign_key, table->schema, table->name).n;
    size_t *rank;

    if (map_get(visited, table))
        return;
    map_put(visited, table, (void *)table);
    for (size_t i = 0; i < needed.n; i++)
        if (i >= keys || m->division != MODELS_BY_SCHEMA ||
            strcmp(needed.items[i]->schema, table->schema) == 0)
            visit(m, visited, needed.items[i]);
    rank = arena_new_of(m->arena, size_t);
    *vec_push(m->arena, &m->tables) = table;
    *rank = m->tables.n;
    map_put(m->ranks, table, rank);
}

/* Schemas whose tables are referred to come before those that refer to them, as far as can be. */
static void visit_schema(struct models *m, struct map *schemas, struct map *visited,
                         const char *schema)
{
    struct objects tables = schema_of_kind(m->schema, &kind_table);

    if (map_get(schemas, schema))
        return;
    map_put(schemas, schema, m);
    for (size_t i = 0; i < tables.n; i++) {
        if (strcmp(tables.items[i]->schema, schema) != 0)
            continue;

        struct object_list needed = models_tables_needed(m, tables.items[i]);

        for (size_t k = 0; k < needed.n; k++)
            visit_schema(m, schemas, visited, needed.items[k]->schema);
    }
    for (size_t i = 0; i < tables.n; i++)
        if (strcmp(tables.items[i]->schema, schema) == 0)
            visit(m, visited, tables.items[i]);
}

void models_order_tables(struct models *m)
{
    struct map *visited = map_of_addresses(m->arena), *schemas = map_of_texts(m->arena);
    struct objects tables = schema_of_kind(m->schema, &kind_table);
    struct objects keys = schema_of_kind(m->schema, &kind_foreign_key);

    for (size_t i = 0; i < tables.n; i++)
        if (m->division == MODELS_BY_SCHEMA)
            visit_schema(m, schemas, visited, tables.items[i]->schema);
        else
            visit(m, visited, tables.items[i]);
    for (size_t i = 0; i < keys.n; i++)
        if (is_late(m, (const struct foreign_key *)keys.items[i]))
            *vec_push(m->arena, &m->late) = (const struct foreign_key *)keys.items[i];
}
