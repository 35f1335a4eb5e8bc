/*
 * ALTER TRIGGER RENAME. AccessExclusive on the table, for a moment. Triggers of one event fire in
 * the order of their names.
 */
#include "sql.h"

static void rename_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TRIGGER ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " ON ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME TO ");
    mg_buf_ident(b, a->to);
}

const struct mg_operation mg_op_rename_trigger = {
    .name = "rename_trigger",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_trigger_sql,
};
