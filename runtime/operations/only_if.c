/*
 * What comes after it, to the end of the function or to the next only_if, is done only where this
 * condition holds: any SQL that is true or false. The runner asks before it begins; in a script for
 * psql it is asked where the script comes to it, and each statement is carried out by a DO block
 * that looks at the answer. Locks nothing by itself, loses nothing.
 */
#include "../sql/sql.h"

static void only_if_sql(const void *args, struct mg_script *script)
{
    const mg_text_args *a = args;

    mg_buf_add(mg_script_step(script, MG_STEP_CONDITION), a->text);
}

const struct mg_operation mg_op_only_if = {
    .name = "only_if",
    .size = sizeof(mg_text_args),
    .words = mg_words_text,
    .sql = only_if_sql,
};
