/*
 * Tables with parents. A partition that is quite like its parent is one line below it, PARTITION;
 * any other table is a struct that repeats the columns of its parents and says what differs.
 */
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/column.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"

/* --- Columns ------------------------------------------------------------------------------ */

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* What it has if it says nothing. */
static struct column implied(struct models *m, const struct column *c)
{
    const struct column *parent = lineage_column(m->arena, m->schema, c);
    struct column nothing = {.o = c->o};

    return parent ? *lineage_inherited(m->arena, parent, c) : nothing;
}

bool is_implied_not_null(struct models *m, const struct column *c)
{
    return implied(m, c).not_null;
}

void add_column_values(struct models *m, const struct column *c, struct strings *words)
{
    struct column from = implied(m, c);

    if (from.not_null && !c->not_null)
        strings_add(m->arena, words, "NULLABLE");
    if (!is_same(c->collation, from.collation))
        strings_add(m->arena, words, word_collation(m->arena, c->collation));
    if (c->default_ && !is_same(c->default_, from.default_))
        strings_add(m->arena, words, word_sql(m->arena, "DEFAULT", c->default_));
    else if (!c->default_ && from.default_ && !c->identity && !c->generated)
        strings_add(m->arena, words, "NO_DEFAULT");
    if (c->generated && !is_same(c->generated, from.generated)) {
        strings_add(m->arena, words, word_sql(m->arena, "GENERATED", c->generated));
        if (c->virtual_)
            strings_add(m->arena, words, "VIRTUAL");
    }
}

void add_column_attributes(struct models *m, const struct column *c, struct strings *words)
{
    const struct object table = {.schema = c->o.schema, .name = c->o.table};
    struct column from = implied(m, c);
    const char *usual = column_usual_storage(m->arena, c->type);

    if (!is_same(c->storage, from.storage))
        strings_add(m->arena, words,
                    arena_printf(m->arena, "STORAGE(%s)", c->storage ? c->storage : usual));
    if (!is_same(c->compression, from.compression))
        strings_add(
            m->arena, words,
            arena_printf(m->arena, "COMPRESSION(%s)", c->compression ? c->compression : "default"));
    if (c->statistics)
        strings_add(m->arena, words, arena_printf(m->arena, "STATISTICS(%s)", c->statistics));
    if (c->with.n)
        strings_add(m->arena, words, word_with(m->arena, &c->with));
    if (c->options.n)
        strings_add(
            m->arena, words,
            arena_printf(m->arena, "OPTIONS(%s)", settings_argument(m->arena, &c->options)));
    if (c->inherited && !lineage_partition(m->schema, &table))
        strings_add(m->arena, words, "INHERITED");
}

/* --- Tables ------------------------------------------------------------------------------- */

/* Words that need the struct's members, or stand on them. */
static bool has_part_with_columns(const struct models *m, const struct object *table)
{
    for (size_t k = 0; k < kind_count; k++) {
        bool columns = kinds[k] == &kind_index || kinds[k] == &kind_check;

        for (size_t i = 0; i < kinds[k]->nfields; i++)
            columns |= kinds[k]->fields[i].role == ROLE_COLUMNS;
        if (kinds[k]->in_table && columns &&
            schema_children(m->schema, kinds[k], table->schema, table->name).n)
            return true;
    }
    return false;
}

static bool is_referenced(const struct models *m, const struct object *table)
{
    struct objects keys = schema_of_kind(m->schema, &kind_foreign_key);

    for (size_t i = 0; i < keys.n; i++)
        if (referenced_table(m, (const struct foreign_key *)keys.items[i]) == table)
            return true;
    return false;
}

bool is_short_partition(struct models *m, const struct object *table)
{
    const struct inheritance *link = lineage_partition(m->schema, table);
    struct objects columns = schema_children(m->schema, &kind_column, table->schema, table->name);

    if (!link || !lineage_same_order(m->arena, m->schema, link) ||
        has_part_with_columns(m, table) || is_referenced(m, table))
        return false;
    for (size_t i = 0; i < columns.n; i++) {
        struct column from = implied(m, (const struct column *)columns.items[i]);

        if (object_differences(&from.o, columns.items[i]))
            return false;
    }
    return true;
}

const struct object *models_parent(struct models *m, const struct inheritance *link)
{
    const struct object *parent = lineage_parent(m->arena, m->schema, link);

    if (!parent)
        BUG("the parent of table \"%s\" is not there", link->o.table);
    return parent;
}

const struct object *models_standing(struct models *m, const struct object *table)
{
    while (is_short_partition(m, table))
        table = models_parent(m, lineage_partition(m->schema, table));
    return table;
}

static void add_bound(struct models *m, const struct inheritance *link, struct strings *words)
{
    static const char prefix[] = "FOR VALUES ";

    if (strncmp(link->bound, prefix, sizeof prefix - 1) == 0)
        strings_add(m->arena, words,
                    word_sql(m->arena, "FOR_VALUES", link->bound + sizeof prefix - 1));
    else
        strings_add(m->arena, words, "DEFAULT_PARTITION");
}

static void add_parents(struct models *m, const struct object *table, struct strings *words)
{
    struct objects links =
        schema_children(m->schema, &kind_inheritance, table->schema, table->name);
    const char *names = "";

    for (size_t i = 0; i < links.n; i++) {
        const struct inheritance *link = (const struct inheritance *)links.items[i];
        const char *parent = models_name(m, models_parent(m, link));

        names = arena_printf(m->arena, "%s%s%s", names, i ? ", " : "", parent);
        if (!link->bound)
            continue;
        if (!is_short_partition(m, table))
            strings_add(m->arena, words, arena_printf(m->arena, "PARTITION_OF(%s)", parent));
        add_bound(m, link, words);
        return;
    }
    if (links.n)
        strings_add(m->arena, words, arena_printf(m->arena, "INHERITS(%s)", names));
}

void add_table_options(struct models *m, const struct object *table, struct strings *words)
{
    const struct table *t = (const struct table *)table;
    const struct object *clustered = marks_find(m->schema, table, "clustered");
    const struct object *identity = marks_find(m->schema, table, "replica_identity");

    add_parents(m, table, words);
    if (t->partition_by)
        strings_add(m->arena, words, word_sql(m->arena, "PARTITION_BY", t->partition_by));
    if (identity || t->replica_identity)
        strings_add(m->arena, words,
                    word_name(m->arena, "REPLICA_IDENTITY",
                              identity ? identity->name : t->replica_identity));
    if (clustered)
        strings_add(m->arena, words, word_name(m->arena, "CLUSTER_ON", clustered->name));
}
