#include <string.h>

#include "kinds/column.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "kinds/table.h"

/* The lines of create_table in the making. */
struct lines {
    struct mg_item *items;
    size_t n;
    struct mg_options options;
    struct strings parents;
    const struct inheritance *partition; /* it is made as a table, and attached then */
};

/* What stands in no create_table: a partition whose columns or keys are not quite the parent's. */
static const struct inheritance *to_attach(struct making *making, const struct object *after)
{
    const struct inheritance *link = lineage_partition(making->after, after);
    struct object_list attached = {0};

    if (!link)
        return NULL;
    lineage_attached(making->arena, making->after, after, &attached);
    return attached.n || !lineage_same_order(making->arena, making->after, link) ? link : NULL;
}

static void add_parent(struct making *making, struct lines *lines, const struct inheritance *link)
{
    if (lines->partition)
        return;
    if (link->bound) {
        lines->options.partition_of = link->parent;
        lines->options.bound = link->bound;
    } else {
        strings_add(making->arena, &lines->parents, link->parent);
    }
}

/* What the parents give, unless it is attached to them later. */
static bool is_given(const struct lines *lines, const struct object *part)
{
    return part->kind == &kind_column && ((const struct column *)part)->inherited &&
           !lines->partition;
}

static void add_checks(struct making *making, struct lines *lines, const struct object *after)
{
    struct object_list checks = {0};

    if (lines->partition)
        checks = lineage_checks(making->arena, making->after, lines->partition);
    for (size_t i = 0; i < checks.n; i++) {
        struct object *check = object_copy(making->arena, checks.items[i]);

        if (schema_find(making->after, &kind_check, after->schema, after->name, check->name))
            continue;
        check->schema = after->schema;
        check->table = after->name;
        check->comment = NULL;
        lines->items[lines->n++] = check->kind->item(making, check);
    }
}

static void set_options(struct making *making, struct lines *lines, const struct table *t)
{
    static const struct mg_options none;
    struct mg_options *options = &lines->options;

    options->comment = t->o.comment;
    options->inherits = compose_list(making->arena, &lines->parents);
    options->access_method = t->access_method;
    options->tablespace = t->tablespace;
    options->of_type = t->of_type;
    options->partition_by = t->partition_by;
    options->replica_identity = t->replica_identity;
    options->server = t->server;
    options->with = compose_list(making->arena, &t->with);
    options->fdw = compose_list(making->arena, &t->options);
    options->unlogged = t->unlogged;
    if (memcmp(options, &none, sizeof none) != 0) {
        struct mg_options *copy = arena_new_of(making->arena, struct mg_options);

        *copy = *options;
        lines->items[lines->n++].options = copy;
    }
}

/* What is particular about columns that come from parents. */
static void alter_columns(struct making *making, const struct object *after)
{
    struct objects columns =
        schema_children(making->after, &kind_column, after->schema, after->name);

    for (size_t i = 0; i < columns.n; i++)
        column_alter_inherited(making, (const struct column *)columns.items[i]);
}

void table_create(struct making *making, const struct object *after)
{
    const struct table *t = (const struct table *)after;
    const struct object *const *parts = making->parts;
    struct lines lines;
    size_t n = 0;

    memset(&lines, 0, sizeof lines);
    while (parts && parts[n])
        n++;
    lines.partition = to_attach(making, after);
    n += lines.partition ? lineage_checks(making->arena, making->after, lines.partition).n : 0;
    lines.items = arena_alloc(making->arena, (n + 2) * sizeof *lines.items);
    for (size_t i = 0; parts && parts[i]; i++) {
        if (parts[i]->kind == &kind_inheritance)
            add_parent(making, &lines, (const struct inheritance *)parts[i]);
        else if (!is_given(&lines, parts[i]))
            lines.items[lines.n++] = parts[i]->kind->item(making, parts[i]);
    }
    add_checks(making, &lines, after);
    set_options(making, &lines, t);
    make_op(making, t->server ? &mg_op_create_foreign_table : &mg_op_create_table,
            &(const mg_table_args){compose_name(making->arena, after), lines.items});
    if (t->row_security || t->force_row_security)
        MAKE(making, alter_table, mg_alter_table_args, compose_name(making->arena, after),
             .row_security = t->row_security, .force_row_security = t->force_row_security);
    if (!lines.partition)
        alter_columns(making, after);
    for (size_t i = 0; parts && parts[i]; i++) {
        if (parts[i]->kind == &kind_column)
            column_sequence_comment(making, NULL, (const struct column *)parts[i]);
        marks_make(making, parts[i]);
        if (lines.partition && &lines.partition->o == parts[i])
            parts[i]->kind->create(making, parts[i]);
    }
}
