/* Parents of tables: INHERITS, and partitions. What that means for their parts: lineage.c. */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/lineage.h"

static const struct field inheritance_fields[] = {
    FIELD(struct inheritance, parent, ROLE_RELATION),
    FIELD(struct inheritance, bound, ROLE_VALUE),
};

// clang-format off
static const char inheritance_catalog[] =
    "SELECT 2611 AS class, h.inhrelid AS oid, h.inhseqno AS sub, n.nspname AS schema,"
    " c.relname AS \"table\", h.inhseqno AS position, x.parent AS name, x.parent,"
    " pg_get_expr(c.relpartbound, c.oid) AS bound"
    " FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p', 'f')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace,"
    " LATERAL (SELECT " CATALOG_QUALIFIED("pn.nspname", "p.relname") " AS parent) x"
    " WHERE c.oid >= 16384";
// clang-format on

static struct mg_item inheritance_item(struct making *making, const struct object *after)
{
    const struct inheritance *link = (const struct inheritance *)after;
    struct mg_options *options = arena_new_of(making->arena, struct mg_options);
    const char **parents = arena_alloc(making->arena, 2 * sizeof *parents);

    parents[0] = link->parent;
    if (link->bound) {
        options->partition_of = link->parent;
        options->bound = link->bound;
    } else {
        options->inherits = parents;
    }
    return (struct mg_item){.options = options};
}

/* Of its own, or left by a parent that it had before. */
static bool has_check(struct making *making, const struct object *link, const struct object *check)
{
    struct objects links =
        schema_children(making->before, &kind_inheritance, link->schema, link->table);

    for (size_t i = 0; i < links.n; i++) {
        struct object_list checks = lineage_checks(making->arena, making->before,
                                                   (const struct inheritance *)links.items[i]);

        for (size_t k = 0; k < checks.n; k++)
            if (strcmp(checks.items[k]->name, check->name) == 0 &&
                !(object_differences(checks.items[k], check) & DIFFERS_FIELDS))
                return true;
    }
    return schema_find(making->before, &kind_check, link->schema, link->table, check->name) ||
           schema_find(making->after, &kind_check, link->schema, link->table, check->name);
}

/* A child has its parents' checks before it becomes one. */
static void add_checks(struct making *making, const struct inheritance *link)
{
    const struct object *o = &link->o;
    struct object_list checks = lineage_checks(making->arena, making->after, link);

    for (size_t i = 0; i < checks.n; i++) {
        struct object *check = object_copy(making->arena, checks.items[i]);
        struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

        if (has_check(making, o, check))
            continue;
        check->schema = o->schema;
        check->table = o->table;
        check->comment = NULL;
        items[0] = check->kind->item(making, check);
        MAKE(making, add_constraint, mg_table_args, compose_table(making->arena, o), items);
    }
}

static void inheritance_create(struct making *making, const struct object *after)
{
    const struct inheritance *link = (const struct inheritance *)after;
    const char *table = compose_table(making->arena, after);

    /* One that is made now has them from table_create. */
    if (schema_find(making->before, &kind_table, after->schema, "", after->table))
        add_checks(making, link);
    if (link->bound)
        MAKE(making, attach_partition, mg_partition_args, link->parent, table, link->bound);
    else
        MAKE(making, add_inheritance, mg_rename_args, table, link->parent);
}

static void inheritance_drop(struct making *making, const struct object *before)
{
    const struct inheritance *link = (const struct inheritance *)before;
    const char *table = compose_table(making->arena, before);

    if (link->bound)
        MAKE(making, detach_partition, mg_partition_args, link->parent, table, NULL);
    else
        MAKE(making, drop_inheritance, mg_rename_args, table, link->parent);
    lineage_drop_left(making, link);
}

static const char *inheritance_key(struct arena *arena, const struct object *o)
{
    (void)arena;
    return ((const struct inheritance *)o)->parent;
}

/* Its name is its parent's, which is renamed by itself. */
static void inheritance_rename(struct making *making, const struct object *before,
                               const struct object *after)
{
    (void)making;
    (void)before;
    (void)after;
}

static void add_parts(struct arena *arena, const struct schema *s, const struct kind *kind,
                      const struct object *table, struct object_list *follows)
{
    struct objects parts = schema_children(s, kind, table->schema, table->name);

    for (size_t i = 0; i < parts.n; i++)
        *vec_push(arena, follows) = parts.items[i];
}

/* Both tables with their columns and checks, and what of the child is attached to the parent's. */
static void inheritance_follows(struct arena *arena, const struct schema *s, const struct object *o,
                                struct object_list *follows)
{
    const struct object *parent = lineage_parent(arena, s, (const struct inheritance *)o);
    const struct object *child = schema_find(s, &kind_table, o->schema, "", o->table);

    if (parent) {
        *vec_push(arena, follows) = parent;
        add_parts(arena, s, &kind_column, parent, follows);
    }
    if (child) {
        add_parts(arena, s, &kind_column, child, follows);
        add_parts(arena, s, &kind_check, child, follows);
        lineage_attached(arena, s, child, follows);
    }
}

const struct kind kind_inheritance = {
    .name = "inheritance",
    .title = "parent",
    .size = sizeof(struct inheritance),
    .fields = inheritance_fields,
    .nfields = sizeof inheritance_fields / sizeof *inheritance_fields,
    .key = inheritance_key,
    .in_table = true,
    .ordered = true,
    .create = inheritance_create,
    .item = inheritance_item,
    .drop = inheritance_drop,
    .rename = inheritance_rename,
    .follows = inheritance_follows,
    .catalog = inheritance_catalog,
};
