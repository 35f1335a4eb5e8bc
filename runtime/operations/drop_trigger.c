/*
 * DROP TRIGGER. AccessExclusive on the table, for a moment. Loses no data; what the trigger kept
 * true is no longer kept.
 */
#include "sql.h"

static void drop_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "DROP TRIGGER ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " ON ");
    mg_buf_name(b, a->table);
}

const struct mg_operation mg_op_drop_trigger = {
    .name = "drop_trigger",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_trigger_sql,
};
