/*
 * CREATE TABLE with its columns and constraints, and their comments. A constraint without a NAME is
 * called by PostgreSQL itself (users_pkey, users_email_key, users_role_id_fkey, users_check).
 *
 * Blocks nobody but writers to the tables that its foreign keys reference (ShareRowExclusive, until
 * the end of the transaction). Loses nothing; drop_table is the way back.
 */
#include "sql.h"

static void add_lines(struct mg_buf *b, const mg_table_args *a)
{
    const char *before = "\n    ";

    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
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
        mg_buf_addc(b, '\n');
}

static void create_table_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TABLE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " (");
    add_lines(b, a);
    mg_buf_addc(b, ')');
    for (const mg_item *item = a->items; item->column || item->constraint || item->options; item++)
        if (item->options)
            mg_sql_with(b, item->options->with);
    mg_sql_item_comments(script, a->name, a->items);
}

const struct mg_operation mg_op_create_table = {
    .name = "create_table",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = create_table_sql,
};
