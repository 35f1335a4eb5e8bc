/*
 * Any SQL, exactly as it is given: one or more statements. What it locks, rewrites and loses is
 * between its author and PostgreSQL.
 */
#include "sql.h"

static void execute_sql(const void *args, struct mg_script *script)
{
    const mg_text_args *a = args;

    mg_buf_add(mg_script_step(script, MG_STEP_SQL), a->text);
}

const struct mg_operation mg_op_execute = {
    .name = "execute",
    .size = sizeof(mg_text_args),
    .words = mg_words_text,
    .sql = execute_sql,
};
