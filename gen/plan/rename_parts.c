/*
 * Keys and indexes of partitions that PostgreSQL made, and called after the partition and its
 * columns. They keep their names when those are renamed; a schema made from nothing would have the
 * new ones, so they are renamed, too.
 */
#include <string.h>

#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "plan/planning.h"

static const struct kind *const kinds_of_parts[] = {&kind_primary_key, &kind_unique,
                                                    &kind_foreign_key, &kind_index};

/* True if the partition has one of its own in its place. */
static bool is_attached(struct planning *p, const struct object *table, const struct object *part)
{
    struct object_list attached = {0};

    lineage_attached(p->arena, p->before, table, &attached);
    for (size_t i = 0; i < attached.n; i++)
        if (lineage_alike(attached.items[i], part))
            return true;
    return false;
}

static void rename_part(struct planning *p, const struct object *table, const struct object *part)
{
    const char *was = planning_original(p, table)->name;
    struct object *from = object_copy(p->arena, part), *to;

    if (is_attached(p, table, part))
        return;
    from->schema = table->schema;
    from->table = table->name;
    to = object_copy(p->arena, from);
    from->name = lineage_part_name(p->arena, planning_original(p, part), was);
    to->name = lineage_part_name(p->arena, part, table->name);
    if (strcmp(from->name, to->name) != 0)
        part->kind->rename(&p->making, from, to);
}

static void rename_parts_of(struct planning *p, const struct object *table,
                            const struct object *parent)
{
    const struct inheritance *link = lineage_partition(p->before, parent);

    for (size_t k = 0; k < sizeof kinds_of_parts / sizeof *kinds_of_parts; k++) {
        struct objects parts =
            schema_children(p->before, kinds_of_parts[k], parent->schema, parent->name);

        for (size_t i = 0; i < parts.n; i++)
            rename_part(p, table, parts.items[i]);
    }
    if (link && lineage_parent(p->arena, p->before, link))
        rename_parts_of(p, table, lineage_parent(p->arena, p->before, link));
}

void rename_parts(struct planning *p)
{
    struct objects links = schema_of_kind(p->before, &kind_inheritance);

    for (size_t i = 0; p->renames.objects.n && i < links.n; i++) {
        const struct inheritance *link = (const struct inheritance *)links.items[i];
        const struct object *parent = lineage_parent(p->arena, p->before, link);
        const struct object *table =
            schema_find(p->before, &kind_table, link->o.schema, "", link->o.table);

        if (link->bound && parent && table)
            rename_parts_of(p, table, parent);
    }
}
