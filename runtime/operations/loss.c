/*
 * Says what the operation after it loses for good. Does nothing by itself.
 */
#include "../sql/sql.h"

static void loss_sql(const void *args, struct mg_script *script)
{
    const mg_text_args *a = args;

    mg_buf_add(mg_script_step(script, MG_STEP_NOTICE), a->text);
}

const struct mg_operation mg_op_loss = {
    .name = "loss",
    .size = sizeof(mg_text_args),
    .words = mg_words_text,
    .sql = loss_sql,
};
