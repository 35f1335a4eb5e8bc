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

    if (!index->unique || index->only || index->where || index->method ||
        index->elements.n != columns->n || !strings_equal(&index->include, include))
        return false;
    for (size_t i = 0; i < columns->n; i++)
        if (strcmp(index->elements.items[i], sql_ident(arena, columns->items[i])) != 0)
            return false;
    return true;
}

static bool would_hold(struct arena *arena, const struct object *whole, const struct object *part)
{
    const struct field *columns = kind_field(part->kind, "columns");

    if (whole->kind == part->kind)
        return lineage_alike(whole, part);
    if (whole->kind == &kind_index)
        return is_of_key(arena, (const struct index *)whole, part);
    return strings_equal(field_list(whole, kind_field(whole->kind, "columns")),
                         field_list(part, columns));
}

/* Above a table: first what is like the part, then what else would hold it. */
static const struct object *find_whole(struct arena *arena, const struct schema *s,
                                       const struct object *part, const struct kind *kind)
{
    const struct object *table = schema_find(s, &kind_table, part->schema, "", part->table);

    while ((table = parent_of(arena, s, table))) {
        struct objects all = schema_children(s, kind, table->schema, table->name);

        for (size_t i = 0; i < all.n; i++)
            if (would_hold(arena, all.items[i], part))
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

/* kind: NULL or of which kind they are not. */
static bool has_parts_of(struct arena *arena, const struct schema *s, const struct object *index,
                         const struct kind *kind, const struct object *table)
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
            if (parts.items[k]->kind != kind && lineage_whole(arena, s, parts.items[k]) == index)
                return true;
        if (has_parts_of(arena, s, index, kind, child))
            return true;
    }
    return false;
}

static bool has_parts(struct arena *arena, const struct schema *s, const struct object *whole,
                      const struct kind *kind)
{
    const struct object *table = schema_find(s, &kind_table, whole->schema, "", whole->table);

    return table && ((const struct table *)table)->partition_by &&
           has_parts_of(arena, s, whole, kind, table);
}

bool lineage_holds_keys(struct arena *arena, const struct schema *s, const struct object *index)
{
    return has_parts(arena, s, index, &kind_index);
}

bool lineage_has_parts(struct arena *arena, const struct schema *s, const struct object *whole)
{
    return has_parts(arena, s, whole, NULL);
}

const struct object *lineage_beside(struct arena *arena, const struct schema *s,
                                    const struct object *part)
{
    static const struct kind *const keys[] = {&kind_unique, &kind_primary_key, &kind_index};
    const struct object *whole = NULL;

    if (is_attached(part) || !kind_field(part->kind, "attached"))
        return NULL;
    if (part->kind == &kind_index)
        return find_whole(arena, s, part, part->kind);
    for (size_t k = 0; !whole && part->kind != &kind_exclusion && k < 3; k++)
        whole = find_whole(arena, s, part, keys[k]);
    return whole;
}

void lineage_part_follows(struct arena *arena, const struct schema *s, const struct object *o,
                          struct object_list *follows)
{
    const struct object *table = schema_find(s, &kind_table, o->schema, "", o->table);
    const struct object *whole = lineage_beside(arena, s, o);
    const struct field *only = kind_field(o->kind, "only");
    struct object_list links = {0};

    if (whole) {
        *vec_push(arena, follows) = whole;
        *vec_push(arena, follows) = &lineage_partition(s, table)->o;
    }
    if (table && only && field_bool(o, only))
        links = lineage_children(arena, s, table);
    for (size_t i = 0; i < links.n; i++)
        *vec_push(arena, follows) = links.items[i];
}
