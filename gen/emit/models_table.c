/* Enums, tables, and the constraints below them. */
#include <string.h>

#include "emit/layout.h"
#include "emit/models_parts.h"
#include "kinds/lineage.h"
#include "model/names.h"

/* --- What columns can say ----------------------------------------------------------------- */

/* --- Options ------------------------------------------------------------------------------ */

/* --- Below the struct --------------------------------------------------------------------- */

static struct strings on_table(struct models *m, const struct object *o)
{
    struct strings arguments = {0};

    strings_add(m->arena, &arguments,
                models_name(m, schema_find(m->schema, &kind_table, o->schema, "", o->table)));
    return arguments;
}

struct key {
    const struct strings *columns, *include, *with;
    const char *tablespace, *index_comment;
    bool without_overlaps, nulls_not_distinct, deferrable, deferred, only, attached;
};

static void put_key(struct models *m, struct mg_buf *out, const char *word, const struct object *o,
                    const struct key *key, const char *usual)
{
    struct strings arguments = on_table(m, o);

    strings_add(m->arena, &arguments,
                arena_printf(m->arena, "(%s)", columns_text(m, o, key->columns)));
    if (key->without_overlaps)
        strings_add(m->arena, &arguments, "WITHOUT_OVERLAPS");
    if (key->include->n)
        strings_add(m->arena, &arguments,
                    arena_printf(m->arena, "INCLUDE(%s)", columns_text(m, o, key->include)));
    if (key->nulls_not_distinct)
        strings_add(m->arena, &arguments, "NULLS_NOT_DISTINCT");
    add_deferrable(m, key->deferrable, key->deferred, &arguments);
    if (key->only)
        strings_add(m->arena, &arguments, "ONLY");
    if (key->attached)
        strings_add(m->arena, &arguments, "ATTACHED");
    if (key->with->n)
        strings_add(m->arena, &arguments, word_with(m->arena, key->with));
    add_index_attributes(m, key->tablespace, key->index_comment, &arguments);
    add_name_and_comment(m, o, usual, &arguments);
    put_call(out, word, &arguments);
    mg_buf_add(out, ";\n");
}

static void put_keys(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects primary =
        schema_children(m->schema, &kind_primary_key, table->schema, table->name);
    struct objects uniques = schema_children(m->schema, &kind_unique, table->schema, table->name);

    for (size_t i = 0; i < primary.n; i++) {
        const struct primary_key *k = (const struct primary_key *)primary.items[i];

        if (!is_plain_primary_key(m, k))
            put_key(m, out, "PRIMARY_KEY_ON", &k->o,
                    &(const struct key){&k->columns, &k->include, &k->with, k->tablespace,
                                        k->index_comment, k->without_overlaps, false, k->deferrable,
                                        k->initially_deferred, k->only, k->attached},
                    name_primary_key(m->arena, table->name));
    }
    for (size_t i = 0; i < uniques.n; i++) {
        const struct unique *k = (const struct unique *)uniques.items[i];

        if (!is_plain_unique(m, k))
            put_key(m, out, "UNIQUE_ON", &k->o,
                    &(const struct key){&k->columns, &k->include, &k->with, k->tablespace,
                                        k->index_comment, k->without_overlaps,
                                        k->nulls_not_distinct, k->deferrable, k->initially_deferred,
                                        k->only, k->attached},
                    name_unique(m->arena, table->name, &k->columns, &k->include));
    }
}

static void put_checks(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects checks = schema_children(m->schema, &kind_check, table->schema, table->name);

    for (size_t i = 0; i < checks.n; i++) {
        const struct check *check = (const struct check *)checks.items[i];
        struct strings arguments = on_table(m, &check->o);

        if (check_column(m, check))
            continue;
        strings_add(m->arena, &arguments, sql_argument(m->arena, check->expression));
        add_check_options(m, check, &arguments);
        put_call(out, "CHECK_ON", &arguments);
        mg_buf_add(out, ";\n");
    }
}

void put_foreign_key(struct models *m, struct mg_buf *out, const struct foreign_key *key)
{
    const struct object *table = referenced_table(m, key);
    struct strings arguments = on_table(m, &key->o);
    const struct object of_table = {.schema = table->schema,
                                    .table = table->name,
                                    .kind = &kind_foreign_key,
                                    .name = key->o.name};

    strings_add(m->arena, &arguments,
                arena_printf(m->arena, "(%s)", columns_text(m, &key->o, &key->columns)));
    strings_add(m->arena, &arguments, models_name(m, table));
    strings_add(m->arena, &arguments,
                arena_printf(m->arena, "(%s)", columns_text(m, &of_table, &key->ref_columns)));
    add_references_options(m, key, &arguments);
    put_call(out, "FOREIGN_KEY", &arguments);
    mg_buf_add(out, ";\n");
}

static void put_foreign_keys(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects keys = schema_children(m->schema, &kind_foreign_key, table->schema, table->name);

    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *key = (const struct foreign_key *)keys.items[i];

        if (key->columns.n > 1 && !is_late(m, key))
            put_foreign_key(m, out, key);
    }
}

/* --- Enums and tables --------------------------------------------------------------------- */

/* TABLE(tag, SCHEMA(x), NAME("y"), ...) with the doc comment above it. */
void put_head(struct models *m, struct mg_buf *out, const char *word, const struct object *o)
{
    const char *tag = models_name(m, o);
    struct strings arguments = {0};

    strings_add(m->arena, &arguments, tag);
    if (strcmp(word, "PARTITION") == 0)
        strings_add(m->arena, &arguments,
                    models_name(m, models_parent(m, lineage_partition(m->schema, o))));
    if (*o->schema)
        strings_add(m->arena, &arguments, word_name(m->arena, "SCHEMA", o->schema));
    if (strcmp(tag, o->name) != 0)
        strings_add(m->arena, &arguments, word_string(m->arena, "NAME", o->name));
    if (o->kind == &kind_table)
        add_table_options(m, o, &arguments);
    add_item_options(m, o, &arguments);
    if (o->owner)
        strings_add(m->arena, &arguments, word_name(m->arena, "OWNER", o->owner));
    if (o->comment && is_doc_text(o->comment))
        put_doc(out, "", o->comment);
    else if (o->comment)
        strings_add(m->arena, &arguments, word_string(m->arena, "COMMENT", o->comment));
    put_call(out, word, &arguments);
}

void put_enum(struct models *m, struct mg_buf *out, const struct enum_type *e)
{
    struct strings names = {0}, usual = {0};
    size_t column;

    models_name_labels(m, e, &names, &usual);
    put_head(m, out, "ENUM", &e->o);
    mg_buf_add(out, " {\n   ");
    column = 3;
    for (size_t i = 0; i < names.n; i++) {
        const char *label = e->labels.items[i];
        const char *text = strcmp(usual.items[i], label) == 0
                               ? names.items[i]
                               : arena_printf(m->arena, "%s %s", names.items[i],
                                              word_string(m->arena, "LABEL", label));

        if (column > 3 && column + strlen(text) + 2 > LINE_WIDTH) {
            mg_buf_add(out, "\n   ");
            column = 3;
        }
        mg_buf_printf(out, " %s%s", text, i + 1 < names.n ? "," : "");
        column += strlen(text) + 2;
    }
    mg_buf_add(out, "\n};\n");
}

/* Those that say nothing but their bounds. */
static void put_partitions(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct object_list links = lineage_children(m->arena, m->schema, table);

    for (size_t i = 0; i < links.n; i++) {
        const struct object *partition =
            schema_find(m->schema, &kind_table, links.items[i]->schema, "", links.items[i]->table);

        if (!partition || !is_short_partition(m, partition))
            continue;
        put_head(m, out, "PARTITION", partition);
        mg_buf_add(out, ";\n");
        put_items_of(m, out, partition);
        put_partitions(m, out, partition);
    }
}

void put_table(struct models *m, struct mg_buf *out, const struct object *table)
{
    put_head(m, out, "TABLE", table);
    mg_buf_add(out, " {\n");
    put_columns(m, out, table);
    mg_buf_add(out, "};\n");
    put_keys(m, out, table);
    put_exclusions(m, out, table);
    put_checks(m, out, table);
    put_foreign_keys(m, out, table);
    put_indexes(m, out, table);
    put_statistics(m, out, table);
    put_distribution(m, out, table);
    put_items_of(m, out, table);
    put_partitions(m, out, table);
}
