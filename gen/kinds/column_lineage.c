/*
 * Columns of parents and children. ALTER TABLE on a parent reaches all its children, so that a
 * child's column is altered by its parent's; what differs from that is put right afterwards.
 */
#include <string.h>

#include "base/map.h"
#include "kinds/column.h"
#include "kinds/lineage.h"
#include "model/sql.h"

static const struct column *column_of(const struct schema *s, const struct object *link,
                                      const char *name)
{
    return (const struct column *)schema_find(s, &kind_column, link->schema, link->table, name);
}

static const struct column *column_at(const struct schema *s, const struct column *c)
{
    return (const struct column *)schema_find(s, &kind_column, c->o.schema, c->o.table, c->o.name);
}

static bool differs(const struct making *making, const struct column *a, const struct column *b)
{
    return !a != !b || (a && map_get(making->touched, a));
}

bool lineage_follows(const struct making *making, const struct column *c)
{
    struct arena *arena = making->arena;
    struct objects links =
        schema_children(making->after, &kind_inheritance, c->o.schema, c->o.table);
    bool stays = column_at(making->before, c) && column_at(making->after, c);

    for (size_t i = 0; i < links.n; i++) {
        const struct inheritance *link = (const struct inheritance *)links.items[i];
        const struct object *parent = lineage_parent(arena, making->after, link);
        const struct column *was, *is;

        if (!parent || !lineage_stays(making, link))
            continue;
        was = (const struct column *)schema_find(making->before, &kind_column, parent->schema,
                                                 parent->name, c->o.name);
        is = (const struct column *)schema_find(making->after, &kind_column, parent->schema,
                                                parent->name, c->o.name);
        if (stays && (!was || !is))
            continue; /* a parent that gets or loses the like of it leaves it as it is */
        if (differs(making, was, is) || ((was || is) && lineage_follows(making, is ? is : was)))
            return true;
    }
    return false;
}

bool lineage_renames(const struct making *making, const struct object *after)
{
    /* Renames come first, when a table still has the parents that it had. */
    return lineage_column(making->arena, making->before, (const struct column *)after) != NULL;
}

/* What the child's column has become when all that its parent's became has reached it. */
static struct column *reached(struct making *making, unsigned long long changed,
                              const struct column *after, const struct column *child)
{
    struct column *c = (struct column *)object_copy(making->arena, &child->o);
    bool retyped = changed & COLUMN_RETYPED;

    if (retyped) {
        c->type = after->type;
        c->collation = after->collation;
        c->storage = after->storage;
        c->compression = NULL;
    }
    if (changed & COLUMN_BIT(DEFAULT) || (retyped && after->default_))
        c->default_ = after->default_;
    if (changed & COLUMN_BIT(NOT_NULL))
        c->not_null = after->not_null;
    if (changed & COLUMN_BIT(GENERATED)) {
        c->generated = after->generated;
        c->virtual_ = after->virtual_;
    }
    if (changed & COLUMN_BIT(STORAGE))
        c->storage = after->storage;
    return c;
}

static void make_comment(struct making *making, const struct column *c)
{
    MAKE(making, comment, mg_comment_args, .object = "COLUMN",
         .table = compose_table(making->arena, &c->o), .name = c->o.name, .text = c->o.comment);
}

/* The comment of a column that was there before is a change by itself. */
static void put_right(struct making *making, const struct column *is, const struct column *after,
                      bool new)
{
    unsigned long long differences = object_differences(&is->o, &after->o);

    differences &= ~COLUMN_BIT(INHERITED);
    if (differences & DIFFERS_FIELDS)
        column_alter_alone(making, is, after, differences & DIFFERS_FIELDS);
    if (new && after->o.comment)
        make_comment(making, after);
}

/* A column that is the child's own, too, was there before its parent's. */
void column_alter_children(struct making *making, const struct column *before,
                           const struct column *after, unsigned long long differences)
{
    const struct object *table =
        schema_find(making->after, &kind_table, after->o.schema, "", after->o.table);
    struct object_list links = {0};

    if (table)
        links = lineage_children(making->arena, making->after, table);
    for (size_t i = 0; i < links.n; i++) {
        const struct column *was = column_of(making->before, links.items[i], after->o.name);
        const struct column *is = column_of(making->after, links.items[i], after->o.name);

        if (!is || !lineage_stays(making, (const struct inheritance *)links.items[i]))
            continue;
        if (was && before)
            put_right(making, reached(making, differences, after, was), is, false);
        else if (!before && is->inherited)
            put_right(making, lineage_inherited(making->arena, after, is), is, true);
        column_alter_children(making, before ? was : NULL, is, differences);
    }
}

/* --- Dropping ----------------------------------------------------------------------------- */

/* The children's columns; kept or dropped with the parent's. */
static struct object_list children_of(struct making *making, const struct column *c, bool kept)
{
    const struct object *table =
        schema_find(making->before, &kind_table, c->o.schema, "", c->o.table);
    struct object_list links = {0}, columns = {0};
    const struct touch *touch;

    if (table)
        links = lineage_children(making->arena, making->before, table);
    for (size_t i = 0; i < links.n; i++) {
        const struct column *was = column_of(making->before, links.items[i], c->o.name);
        const struct column *is = column_of(making->after, links.items[i], c->o.name);

        if (!was || !lineage_stays(making, (const struct inheritance *)links.items[i]))
            continue;
        touch = map_get(making->touched, was);
        if ((is && !(touch && touch->anew)) == kept)
            *vec_push(making->arena, &columns) = &was->o;
    }
    return columns;
}

/* What a child has from its parent alone goes with it, unless ONLY the parent loses it. */
void column_drop_alone(struct making *making, const struct column *before)
{
    struct arena *arena = making->arena;
    struct object_list kept = children_of(making, before, true), dropped;
    bool only = false;

    for (size_t i = 0; i < kept.n; i++)
        only |= ((const struct column *)kept.items[i])->inherited;
    if (!only) {
        const struct object *table =
            schema_find(making->after, &kind_table, before->o.schema, "", before->o.table);

        /* What was set aside would be a column that the type has not. */
        MAKE(making, drop_column, mg_drop_column_args, compose_table(arena, &before->o),
             before->o.name, table && ((const struct table *)table)->of_type);
        return;
    }
    MAKE(making, execute, mg_execute_args,
         arena_printf(arena, "ALTER TABLE ONLY %s DROP COLUMN %s",
                      compose_sql_name(arena, before->o.schema, before->o.table),
                      sql_ident(arena, before->o.name)));
    dropped = children_of(making, before, false);
    for (size_t i = 0; i < dropped.n; i++)
        column_drop_alone(making, (const struct column *)dropped.items[i]);
}

/* --- New children ------------------------------------------------------------------------- */

/* What CREATE TABLE makes of a column of its own that a parent has, too. */
static struct column *merged(struct making *making, const struct column *parent,
                             const struct column *own)
{
    struct column *c = (struct column *)object_copy(making->arena, &own->o);

    c->not_null |= parent->not_null;
    if (!c->default_ && !c->generated && !c->identity) {
        c->default_ = lineage_default(making->arena, parent);
        c->generated = parent->generated;
    }
    if (!c->storage)
        c->storage = parent->storage;
    if (!c->compression)
        c->compression = parent->compression;
    return c;
}

void column_alter_inherited(struct making *making, const struct column *column)
{
    const struct column *parent = lineage_column(making->arena, making->after, column);

    if (parent && column->inherited)
        put_right(making, lineage_inherited(making->arena, parent, column), column, true);
    else if (parent)
        put_right(making, merged(making, parent, column), column, false);
}

/* INHERIT leaves a column the table's own; only a partition's are always its parent's. */
static void refuse_inherited(struct making *making, const struct column *after)
{
    const struct object table = {.schema = after->o.schema, .name = after->o.table};

    if (lineage_partition(making->after, &table))
        return;
    if (making->downgrade) {
        MAKE(making, loss, mg_text_args,
             arena_printf(making->arena, "that %s is inherited alone: it is the table's own, too",
                          object_label(making->arena, &after->o)));
        return;
    }
    diag_error(making->diags, MG311, after->o.loc, "%s is the table's own, and stays so",
               object_label(making->arena, &after->o));
    diag_hint(making->diags, "Take INHERITED away from it.");
}

void column_alter(struct making *making, const struct object *before_, const struct object *after_,
                  unsigned long long differences)
{
    const struct column *before = (const struct column *)before_;
    const struct column *after = (const struct column *)after_;

    if (differences & COLUMN_BIT(INHERITED) && after->inherited)
        refuse_inherited(making, after);
    differences &= ~COLUMN_BIT(INHERITED);
    if (!differences || lineage_follows(making, after))
        return;
    column_alter_alone(making, before, after, differences);
    column_alter_children(making, before, after, differences);
}
