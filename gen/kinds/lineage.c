#include "kinds/lineage.h"

#include <string.h>

#include "kinds/compose.h"

/* --- Parents and children ----------------------------------------------------------------- */

const struct object *lineage_parent(struct arena *arena, const struct schema *s,
                                    const struct inheritance *link)
{
    const char *schema, *name;

    qualified_parts(arena, link->parent, &schema, &name);
    return schema_find(s, &kind_table, schema, "", name);
}

const struct inheritance *lineage_partition(const struct schema *s, const struct object *table)
{
    struct objects links = schema_children(s, &kind_inheritance, table->schema, table->name);
    const struct inheritance *link = links.n ? (const struct inheritance *)links.items[0] : NULL;

    return link && link->bound ? link : NULL;
}

struct object_list lineage_children(struct arena *arena, const struct schema *s,
                                    const struct object *table)
{
    struct objects links = schema_of_kind(s, &kind_inheritance);
    struct object_list children = {0};
    const char *name = links.n ? compose_name(arena, table) : NULL;

    for (size_t i = 0; i < links.n; i++)
        if (strcmp(((const struct inheritance *)links.items[i])->parent, name) == 0)
            *vec_push(arena, &children) = links.items[i];
    return children;
}

bool lineage_stays(const struct making *making, const struct inheritance *link)
{
    const struct object *o = &link->o;
    const struct object *before =
        schema_find(making->before, o->kind, o->schema, o->table, o->name);
    const struct object *after = schema_find(making->after, o->kind, o->schema, o->table, o->name);

    /* With other bounds it is detached in between, and changes by itself. */
    return before && after && object_differences(before, after) == 0;
}

/* --- Columns ------------------------------------------------------------------------------ */

const struct column *lineage_column(struct arena *arena, const struct schema *s,
                                    const struct column *c)
{
    struct objects links = schema_children(s, &kind_inheritance, c->o.schema, c->o.table);

    for (size_t i = 0; i < links.n; i++) {
        const struct object *parent =
            lineage_parent(arena, s, (const struct inheritance *)links.items[i]);
        const struct object *column =
            parent ? schema_find(s, &kind_column, parent->schema, parent->name, c->o.name) : NULL;

        if (column)
            return (const struct column *)column;
    }
    return NULL;
}

const char *lineage_default(struct arena *arena, const struct column *parent)
{
    const char *sequence;

    if (!parent->identity || strcmp(parent->identity, "SERIAL") != 0)
        return parent->default_;
    sequence = compose_sql_name(arena, parent->o.schema, column_sequence(arena, parent));
    return arena_printf(arena, "nextval(%s)", compose_literal(arena, sequence));
}

struct column *lineage_inherited(struct arena *arena, const struct column *parent,
                                 const struct column *child)
{
    struct column *c = (struct column *)object_copy(arena, &child->o);

    c->type = parent->type;
    c->not_null = parent->not_null;
    c->default_ = lineage_default(arena, parent);
    c->generated = parent->generated;
    c->virtual_ = parent->virtual_;
    c->collation = parent->collation;
    c->storage = parent->storage;
    c->compression = parent->compression;
    c->identity = c->sequence = c->sequence_comment = NULL;
    c->start = c->increment = c->minvalue = c->maxvalue = c->cache = NULL;
    c->cycle = false;
    c->statistics = NULL;
    c->with = c->options = (struct strings){0};
    c->o.comment = NULL;
    return c;
}

bool lineage_same_order(struct arena *arena, const struct schema *s, const struct inheritance *link)
{
    const struct object *parent = lineage_parent(arena, s, link);
    struct objects own = schema_children(s, &kind_column, link->o.schema, link->o.table);
    struct objects theirs = {NULL, 0};

    if (parent)
        theirs = schema_children(s, &kind_column, parent->schema, parent->name);
    if (own.n != theirs.n)
        return false;
    for (size_t i = 0; i < own.n; i++)
        if (strcmp(own.items[i]->name, theirs.items[i]->name) != 0)
            return false;
    return true;
}
