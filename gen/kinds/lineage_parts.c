/* Keys, indexes, foreign keys and checks that tables have from their parents. */
#include <ctype.h>
#include <string.h>

#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "model/names.h"
#include "model/sql.h"

/* --- Parts that come from parents --------------------------------------------------------- */

/* Fields that say how the whole stands to others, not what it is. */
static bool is_mark(const struct field *f)
{
    static const char *const marks[] = {"attached", "clustered", "replica_identity"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(f->name, marks[i]) == 0)
            return true;
    return false;
}

bool lineage_alike(const struct object *a, const struct object *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == &kind_check)
        return strcmp(a->name, b->name) == 0;
    for (size_t i = 0; i < a->kind->nfields; i++)
        if (!is_mark(&a->kind->fields[i]) && !field_equal(a, b, &a->kind->fields[i]))
            return false;
    return true;
}

/* Only checks come from any parent; keys and indexes from the one that a partition has. */
static bool comes_from_parent(const struct object *o, bool partition)
{
    if (o->kind == &kind_check)
        return !((const struct check *)o)->no_inherit;
    return partition && (o->kind == &kind_index || o->kind == &kind_foreign_key ||
                         o->kind == &kind_primary_key || o->kind == &kind_unique);
}

static const struct object *twin_of(struct arena *arena, const struct schema *s,
                                    const struct object *o, const struct object *table)
{
    struct objects links = schema_children(s, &kind_inheritance, table->schema, table->name);

    for (size_t i = 0; i < links.n; i++) {
        const struct inheritance *link = (const struct inheritance *)links.items[i];
        const struct object *parent = lineage_parent(arena, s, link), *twin;
        struct objects parts = {NULL, 0};

        if (!parent || !comes_from_parent(o, link->bound))
            continue;
        parts = schema_children(s, o->kind, parent->schema, parent->name);
        for (size_t k = 0; k < parts.n; k++)
            if (lineage_alike(o, parts.items[k]))
                return parts.items[k];
        twin = twin_of(arena, s, o, parent);
        if (twin)
            return twin;
    }
    return NULL;
}

/* What PostgreSQL calls an element of an index: its column, the function that it calls, expr. */
static const char *element_name(struct arena *arena, const char *element)
{
    const char *column = sql_element_column(arena, element);
    size_t n = 0;

    if (column)
        return column;
    while (isalnum((unsigned char)element[n]) || element[n] == '_')
        n++;
    return n && element[n] == '(' ? arena_strndup(arena, element, n) : "expr";
}

const char *lineage_part_name(struct arena *arena, const struct object *part, const char *table)
{
    const struct unique *u = (const struct unique *)part;
    const struct index *index = (const struct index *)part;
    struct strings names = {0};

    if (part->kind == &kind_primary_key)
        return name_primary_key(arena, table);
    if (part->kind == &kind_unique)
        return name_unique(arena, table, &u->columns, &u->include);
    if (part->kind != &kind_index)
        return part->name;
    for (size_t i = 0; i < index->elements.n; i++)
        strings_add(arena, &names, element_name(arena, index->elements.items[i]));
    for (size_t i = 0; i < index->include.n; i++)
        strings_add(arena, &names, index->include.items[i]);
    return name_make(arena, table, name_columns(arena, &names), "idx");
}

static void make_rename(struct making *making, const struct object *o, const char *from,
                        const char *to)
{
    struct object *was = object_copy(making->arena, o), *is = object_copy(making->arena, o);

    was->name = from;
    is->name = to;
    if (strcmp(from, to) != 0 && o->kind->rename)
        o->kind->rename(making, was, is);
}

static const struct object *table_in(const struct schema *s, const struct object *o)
{
    return schema_find(s, &kind_table, o->schema, "", o->table);
}

static bool is_attached(const struct object *o)
{
    const struct field *f = kind_field(o->kind, "attached");

    return f && field_bool(o, f);
}

/* The table was and is a partition of the same one. */
static bool stays_partition(const struct making *making, const struct object *o)
{
    const struct object *table = table_in(making->after, o);
    const struct inheritance *link = table ? lineage_partition(making->after, table) : NULL;

    return link && lineage_stays(making, link);
}

static bool loses_parent(const struct making *making, const struct object *table)
{
    struct objects links =
        schema_children(making->before, &kind_inheritance, table->schema, table->name);

    for (size_t i = 0; i < links.n; i++)
        if (!lineage_stays(making, (const struct inheritance *)links.items[i]))
            return true;
    return false;
}

static bool gains_parent(const struct making *making, const struct object *table)
{
    struct objects links =
        schema_children(making->after, &kind_inheritance, table->schema, table->name);

    for (size_t i = 0; i < links.n; i++)
        if (!lineage_stays(making, (const struct inheritance *)links.items[i]))
            return true;
    return false;
}

/*
 * What is attached by another name than PostgreSQL's is made before the parent's index takes it
 * over. Only a key of a parent that has the table already makes the part by itself.
 */
bool lineage_has(struct making *making, const struct object *after)
{
    struct arena *arena = making->arena;
    const struct object *table = table_in(making->before, after), *now, *twin;

    if (!table ||
        schema_find(making->before, after->kind, after->schema, after->table, after->name))
        return false;
    now = twin_of(arena, making->after, after, table);
    twin = now && after->kind != &kind_index && stays_partition(making, after)
               ? now
               : twin_of(arena, making->before, after, table);
    /* A check that is said again beside the parents' is made, and merged with theirs. */
    if (!twin || (now && after->kind == &kind_check))
        return false;
    if (!now && !loses_parent(making, table))
        return false; /* it goes with the parent's */
    make_rename(making, after, lineage_part_name(arena, twin, after->table), after->name);
    return true;
}

/* Its parent's was dropped while it still was a partition. */
static bool is_dropped(const struct making *making, const struct object *part)
{
    const char *table = compose_table(making->arena, part);
    const char *index = compose_name(making->arena, part);

    for (size_t i = 0; i < making->ops->n; i++) {
        const struct op *op = &making->ops->items[i];
        const mg_part_args *constraint = op->args;
        const mg_drop_index_args *name = op->args;

        if ((op->operation == &mg_op_drop_constraint && strcmp(constraint->table, table) == 0 &&
             strcmp(constraint->name, part->name) == 0) ||
            (op->operation == &mg_op_drop_index && strcmp(name->name, index) == 0))
            return true;
    }
    return false;
}

static bool is_gone(struct making *making, const struct object *whole)
{
    for (; whole; whole = lineage_whole(making->arena, making->before, whole))
        if (is_dropped(making, whole))
            return true;
    return false;
}

bool lineage_keeps(struct making *making, const struct object *before)
{
    struct arena *arena = making->arena;
    const struct object *whole = lineage_whole(arena, making->before, before);
    const struct object *table = table_in(making->after, before);
    const struct object *now = table ? twin_of(arena, making->after, before, table) : NULL;

    if (stays_partition(making, before) && is_gone(making, whole))
        return true; /* it is gone with that */
    if (schema_find(making->after, before->kind, before->schema, before->table, before->name))
        return false; /* it is made anew */
    /* A parent that gets such a check gives it to its children. */
    if (now && before->kind == &kind_check && !gains_parent(making, table) &&
        !twin_of(arena, making->before, before, table))
        return false;
    if (now)
        make_rename(making, before, before->name, lineage_part_name(arena, now, before->table));
    return now || (is_attached(before) && stays_partition(making, before));
}

/* The check that it is to have is another one of that name. */
static bool is_another_check(struct making *making, const struct object *left)
{
    const struct object *table = table_in(making->after, left), *now = NULL;

    if (table && left->kind == &kind_check)
        now = twin_of(making->arena, making->after, left, table);
    return now && object_differences(left, now) & DIFFERS_FIELDS;
}

static void drop_left(struct making *making, const struct inheritance *link,
                      const struct object *part)
{
    struct object *o = object_copy(making->arena, part);
    struct objects own;

    o->schema = link->o.schema;
    o->table = link->o.table;
    o->name = lineage_part_name(making->arena, part, o->table);
    if (is_another_check(making, o)) {
        MAKE(making, drop_constraint, mg_part_args, compose_table(making->arena, o), o->name);
        return;
    }
    own = schema_children(making->after, o->kind, o->schema, o->table);
    for (size_t i = 0; i < own.n; i++)
        if (lineage_alike(own.items[i], o))
            return; /* it is said now, or replaced by its own change */
    own = schema_children(making->before, o->kind, o->schema, o->table);
    for (size_t i = 0; i < own.n; i++)
        if (is_attached(own.items[i]) && lineage_alike(own.items[i], o))
            return; /* it has another name, and its own change */
    if (!table_in(making->after, o) && o->kind != &kind_foreign_key)
        return; /* it goes with its table */
    if (!schema_find(making->before, o->kind, o->schema, o->table, o->name))
        o->kind->drop(making, o);
}

/* What a partition has of one that is a partition itself comes from that one's parent. */
static void drop_left_keys(struct making *making, const struct inheritance *link,
                           const struct inheritance *from)
{
    static const struct kind *const all[] = {&kind_foreign_key, &kind_index, &kind_unique,
                                             &kind_primary_key};
    const struct object *parent = lineage_parent(making->arena, making->before, from);

    for (size_t k = 0; parent && k < sizeof all / sizeof *all; k++) {
        struct objects parts =
            schema_children(making->before, all[k], parent->schema, parent->name);

        for (size_t i = 0; i < parts.n; i++)
            if (comes_from_parent(parts.items[i], link->bound) &&
                !is_dropped(making, parts.items[i]))
                drop_left(making, link, parts.items[i]);
    }
    from = parent ? lineage_partition(making->before, parent) : NULL;
    if (from)
        drop_left_keys(making, link, from);
}

void lineage_drop_left(struct making *making, const struct inheritance *link)
{
    struct object_list checks = lineage_checks(making->arena, making->before, link);

    drop_left_keys(making, link, link);
    for (size_t i = 0; i < checks.n; i++)
        if (!is_dropped(making, checks.items[i]))
            drop_left(making, link, checks.items[i]);
}

void lineage_key_follows(struct arena *arena, const struct schema *s, const struct object *o,
                         struct object_list *follows)
{
    const struct object *table = is_attached(o) ? table_in(s, o) : NULL;
    const struct object *twin = table ? twin_of(arena, s, o, table) : NULL;

    if (twin)
        *vec_push(arena, follows) = twin;
    lineage_part_follows(arena, s, o, follows);
}

struct object_list lineage_checks(struct arena *arena, const struct schema *s,
                                  const struct inheritance *link)
{
    const struct object *parent = lineage_parent(arena, s, link);
    struct object_list list = {0};

    if (!parent)
        return list;

    struct objects own = schema_children(s, &kind_check, parent->schema, parent->name);
    struct objects links = schema_children(s, &kind_inheritance, parent->schema, parent->name);

    for (size_t i = 0; i < own.n; i++)
        if (!((const struct check *)own.items[i])->no_inherit)
            *vec_push(arena, &list) = own.items[i];
    for (size_t i = 0; i < links.n; i++) {
        struct object_list more =
            lineage_checks(arena, s, (const struct inheritance *)links.items[i]);

        for (size_t k = 0; k < more.n; k++)
            *vec_push(arena, &list) = more.items[k];
    }
    return list;
}

void lineage_attached(struct arena *arena, const struct schema *s, const struct object *table,
                      struct object_list *list)
{
    static const struct kind *const all[] = {&kind_primary_key, &kind_unique, &kind_index};

    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        const struct field *f = kind_field(all[k], "attached");
        struct objects parts = schema_children(s, all[k], table->schema, table->name);

        for (size_t i = 0; i < parts.n; i++)
            if (field_bool(parts.items[i], f))
                *vec_push(arena, list) = parts.items[i];
    }
}
