/* What a migration has done so far, as far as recipes ask for it: lists of lines. */
#include <string.h>

#include "../sql/sql.h"
#include "site.h"

static void note_freed(struct mg_site *site, const char *name)
{
    mg_buf_printf(&site->freed, "%s\n", mg_sql_last_part(name));
}

/* Whether the list of lines holds the line. */
static bool holds(const struct mg_site *site, const struct mg_buf *list, const char *line)
{
    size_t n = strlen(line);
    if (!mg_site_wrote(site, list) || !list->n)
        return false;
    for (const char *p = mg_buf_text(list); *p; p += strcspn(p, "\n") + 1)
        if (strcspn(p, "\n") == n && strncmp(p, line, n) == 0)
            return true;
    return false;
}

bool mg_site_is_freed(const struct mg_site *site, const char *name)
{
    return holds(site, &site->freed, name);
}

void mg_site_choose(struct mg_site *site, const char *name)
{
    mg_buf_printf(&site->chosen, "%s\n", name);
}

bool mg_site_is_chosen(const struct mg_site *site, const char *name)
{
    return holds(site, &site->chosen, name);
}

static void add_did(struct mg_buf *line, const struct mg_operation *operation, const char *about)
{
    mg_buf_printf(line, "%s ", operation->name);
    mg_buf_name(line, about);
}

bool mg_site_did(const struct mg_site *site, const struct mg_operation *operation, const char *name)
{
    struct mg_buf line = MG_BUF_INIT;
    add_did(&line, operation, name);
    bool did = mg_site_wrote(site, &line) && holds(site, &site->did, mg_buf_text(&line));
    mg_buf_free(&line);
    return did;
}

static void add_line(struct mg_site *site, const struct mg_operation *operation, const char *about)
{
    add_did(&site->did, operation, about);
    mg_buf_addc(&site->did, '\n');
}

/* Of whom a new table is a partition or a child. */
static void note_parents(struct mg_site *site, const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++) {
        const mg_options *o = items->options;
        if (o && o->partition_of)
            add_line(site, &mg_op_attach_partition, o->partition_of);
        for (mg_list parent = o ? o->inherits : NULL; parent && *parent; parent++)
            add_line(site, &mg_op_add_inheritance, *parent);
    }
}

/* What recipes ask for. */
static void note_did(struct mg_site *site, const struct mg_operation *operation, const void *args)
{
    const struct mg_operation *const noted[] = {
        &mg_op_attach_partition, &mg_op_detach_partition, &mg_op_drop_table,
        &mg_op_create_index,     &mg_op_add_constraint,   &mg_op_drop_constraint,
        &mg_op_rename_column,    &mg_op_alter_column,     &mg_op_drop_column};
    const char *about = operation->about ? operation->about(args) : *(const char *const *)args;
    for (size_t i = 0; i < sizeof noted / sizeof *noted; i++)
        if (operation == noted[i])
            add_line(site, operation, about);
    if (operation == &mg_op_add_inheritance || operation == &mg_op_drop_inheritance)
        add_line(site, operation, ((const mg_rename_args *)args)->to);
    if (operation == &mg_op_create_table)
        note_parents(site, ((const mg_table_args *)args)->items);
}

static void note_names(struct mg_site *site, const struct mg_operation *operation, const void *args)
{
    if (operation == &mg_op_drop_constraint)
        note_freed(site, ((const mg_part_args *)args)->name);
    else if (operation == &mg_op_rename_constraint)
        note_freed(site, ((const mg_rename_part_args *)args)->name);
    else if (operation == &mg_op_drop_index || operation == &mg_op_rename_index)
        note_freed(site, *(const char *const *)args);
}

/* A column is known by what it was called before. */
static void note_column(struct mg_site *site, const mg_rename_part_args *a)
{
    struct mg_buf quoted = MG_BUF_INIT, before = MG_BUF_INIT;
    mg_buf_name(&quoted, a->table);
    if (mg_site_wrote(site, &quoted) && mg_site_before(site, mg_buf_text(&quoted), &before) &&
        mg_site_wrote(site, &before)) {
        mg_buf_add(&site->renamed, ", (pg_catalog.to_regclass(");
        mg_buf_literal(&site->renamed, mg_buf_text(&before));
        mg_buf_add(&site->renamed, "), ");
        mg_buf_literal(&site->renamed, a->name);
        mg_buf_add(&site->renamed, ", ");
        mg_buf_literal(&site->renamed, a->to);
        mg_buf_addc(&site->renamed, ')');
    }
    mg_buf_free(&quoted);
    mg_buf_free(&before);
}

void mg_site_write_down(struct mg_site *site, const struct mg_operation *operation,
                        const void *args)
{
    note_names(site, operation, args);
    if (operation == &mg_op_rename_column)
        note_column(site, args);
    note_did(site, operation, args);
}
