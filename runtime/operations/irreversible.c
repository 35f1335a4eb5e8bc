/*
 * Ends the migration: what it would have to undo cannot be undone, for the reason given.
 */
#include "../sql/sql.h"

static void irreversible_sql(const void *args, struct mg_script *script)
{
    const mg_text_args *a = args;

    mg_buf_add(mg_script_step(script, MG_STEP_REFUSAL), a->text);
}

const struct mg_operation mg_op_irreversible = {
    .name = "irreversible",
    .size = sizeof(mg_text_args),
    .words = mg_words_text,
    .sql = irreversible_sql,
};
