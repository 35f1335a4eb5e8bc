/* What the keys and indexes of partitions are parts of. */
#include <string.h>

#include "kinds/lineage.h"
#include "model/sql.h"

static bool is_attached(const struct object *o)
{
    const struct field *f = kind_field(o->kind, "attached");

    return f && field_bool(o, f);
}

static const struct object *parent_of(struct arena *arena, const struct schema *s,
                                      const struct object *table)
{
    const struct inheritance *link = table ? lineage_partition(s, table) : NULL;

    return link ? lineage_parent(arena, s, link) : NULL;
}

/* A unique index of the columns of a key: elements are spelled as columns are where plain. */
static bool is_of_key(struct arena *arena, const struct index *index, const struct object *key)
{
    const struct strings *columns = field_list(key, kind_field(key->kind, "columns"));
    const struct strings *include = field_list(key, kind_field(key->kind, "include"));

    if (!index->unique || index->where || index->method || index->elements.n != columns->n ||
        !strings_equal(&index->include, include))
        return false;
    for (size_t i = 0; i < columns->n; i++)
        if (strcmp(index->elements.items[i], sql_ident(arena, columns->items[i])) != 0)
            return false;
    return true;
}

/* Above a table: first what is like the part, then what else would hold it. */
static const struct object *find_whole(struct arena *arena, const struct schema *s,
                                       const struct object *part, const struct kind *kind)
{
    const struct object *table = schema_find(s, &kind_table, part->schema, "", part->table);

    while ((table = parent_of(arena, s, table))) {
        struct objects all = schema_children(s, kind, table->schema, table->name);

        for (size_t i = 0; i < all.n; i++)
            if (kind == part->kind ? lineage_alike(all.items[i], part)
                                   : is_of_key(arena, (const struct index *)all.items[i], part))
                return all.items[i];
    }
    return NULL;
}

const struct object *lineage_whole(struct arena *arena, const struct schema *s,
                                   const struct object *part)
{
    const struct object *whole = is_attached(part) ? find_whole(arena, s, part, part->kind) : NULL;

    if (!whole && is_attached(part) && part->kind != &kind_index)
        whole = find_whole(arena, s, part, &kind_index);
    return whole;
}

static bool holds_keys_of(struct arena *arena, const struct schema *s, const struct object *index,
                          const struct object *table)
{
    struct object_list links = lineage_children(arena, s, table);

    for (size_t i = 0; i < links.n; i++) {
        const struct object *link = links.items[i];
        const struct object *child = schema_find(s, &kind_table, link->schema, "", link->table);
        struct object_list parts = {0};

        if (!child)
            continue;
        lineage_attached(arena, s, child, &parts);
        for (size_t k = 0; k < parts.n; k++)
            if (parts.items[k]->kind != &kind_index &&
                lineage_whole(arena, s, parts.items[k]) == index)
                return true;
        if (holds_keys_of(arena, s, index, child))
            return true;
    }
    return false;
}

bool lineage_holds_keys(struct arena *arena, const struct schema *s, const struct object *index)
{
    const struct object *table = schema_find(s, &kind_table, index->schema, "", index->table);

    return table && ((const struct table *)table)->partition_by &&
           holds_keys_of(arena, s, index, table);
}
