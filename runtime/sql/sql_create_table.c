/* CREATE TABLE and CREATE FOREIGN TABLE: the lines, and what follows them. */
#include "sql.h"

#include <string.h>

static bool is_end(const mg_item *item)
{
    return !item->column && !item->constraint && !item->options;
}

/* A partition has no lines of its own, mostly; then there are no parentheses either. */
static void add_lines(struct mg_buf *b, const mg_table_args *a, bool partition)
{
    const char *before = " (\n    ";

    for (const mg_item *item = a->items; !is_end(item); item++) {
        if (item->options)
            continue;
        mg_buf_add(b, before);
        if (item->column)
            mg_sql_column(b, a->name, item->column);
        else
            mg_sql_constraint(b, item->constraint);
        before = ",\n    ";
    }
    if (*before == ',')
        mg_buf_add(b, "\n)");
    else if (!partition)
        mg_buf_add(b, " ()");
}

static void add_tail(struct mg_buf *b, const mg_options *o)
{
    if (o->inherits && o->inherits[0]) {
        mg_buf_add(b, " INHERITS (");
        for (mg_list parent = o->inherits; *parent; parent++) {
            mg_buf_add(b, parent == o->inherits ? "" : ", ");
            mg_buf_name(b, *parent);
        }
        mg_buf_addc(b, ')');
    }
    if (o->bound)
        mg_buf_printf(b, " %s", o->bound);
    if (o->partition_by)
        mg_buf_printf(b, " PARTITION BY %s", o->partition_by);
    if (o->server) {
        mg_buf_add(b, " SERVER ");
        mg_buf_ident(b, o->server);
        mg_sql_fdw_options(b, o->fdw);
    }
    if (o->access_method) {
        mg_buf_add(b, " USING ");
        mg_buf_ident(b, o->access_method);
    }
    mg_sql_with(b, o->with);
    if (o->tablespace) {
        mg_buf_add(b, " TABLESPACE ");
        mg_buf_ident(b, o->tablespace);
    }
}

static void alter(struct mg_script *script, const char *table, const mg_options *o)
{
    struct mg_script actions = {0};

    if (o->of_type)
        mg_buf_printf(mg_sql_action(&actions), "OF %s", o->of_type);
    mg_sql_alter_table(script, table, &actions);
    if (o->replica_identity)
        mg_buf_printf(mg_sql_action(&actions), "REPLICA IDENTITY %s", o->replica_identity);
    mg_sql_alter_table(script, table, &actions);
}

/* The sequence of a serial column that is more than the type serial says. */
static bool has_sequence(const mg_item *item)
{
    return item->column && mg_sql_is_serial(item->column) && !mg_sql_serial_type(item->column);
}

void mg_sql_create_table(struct mg_script *script, const char *what, const mg_table_args *a)
{
    static const mg_options none;
    const mg_options *options = &none;
    struct mg_buf *b;

    for (const mg_item *item = a->items; !is_end(item); item++) {
        if (item->options)
            options = item->options;
        if (has_sequence(item))
            mg_sql_serial_create(script, a->name, item->column);
    }
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(b, "CREATE %s%s ", options->unlogged ? "UNLOGGED " : "", what);
    mg_buf_name(b, a->name);
    if (options->partition_of) {
        mg_buf_add(b, " PARTITION OF ");
        mg_buf_name(b, options->partition_of);
    }
    add_lines(b, a, options->partition_of);
    add_tail(b, options);
    for (const mg_item *item = a->items; !is_end(item); item++)
        if (has_sequence(item))
            mg_sql_serial_own(script, a->name, item->column);
    alter(script, a->name, options);
    mg_sql_item_attributes(script, a->name, a->items);
    mg_sql_item_comments(script, a->name, a->items);
}
