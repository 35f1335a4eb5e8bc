/*
 * ALTER TABLE ADD CONSTRAINT, all of them in one statement.
 *
 * PRIMARY KEY and UNIQUE build their index under AccessExclusive; CHECK reads the whole table under
 * AccessExclusive; FOREIGN KEY reads it under ShareRowExclusive on both tables, which blocks writes
 * to them. Rows that break the constraint make it fail. Loses nothing.
 */
#include "sql.h"

static void add_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_script actions = {0};

    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
        struct mg_buf *b;

        if (!item->constraint)
            continue;
        b = mg_sql_action(&actions);
        mg_buf_add(b, "ADD ");
        mg_sql_constraint(b, item->constraint);
    }
    mg_sql_alter_table(script, a->name, &actions);
    mg_sql_item_comments(script, a->name, a->items);
}

const struct mg_operation mg_op_add_constraint = {
    .name = "add_constraint",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = add_constraint_sql,
};
