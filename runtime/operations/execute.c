/*
 * Any SQL, exactly as it is given: one or more statements. What it locks, rewrites and loses is
 * between its author and PostgreSQL. With values it is one statement, of those that read or change
 * rows; the values are sent beside it, or, in a script, given to it by EXECUTE.
 */
#include "../sql/sql.h"

static void execute_sql(const void *args, struct mg_script *script)
{
    const mg_execute_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    if (a->n == 0) {
        mg_buf_add(b, a->text);
        return;
    }
    mg_buf_printf(b, "PREPARE modelgen_execute AS %s", a->text);
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "EXECUTE modelgen_execute(");
    for (int i = 0; i < a->n; i++) {
        mg_buf_add(b, i > 0 ? ", " : "");
        if (a->values[i])
            mg_buf_literal(b, a->values[i]);
        else
            mg_buf_add(b, "NULL");
    }
    mg_buf_addc(b, ')');
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), "DEALLOCATE modelgen_execute");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_execute_args, text),
    MG_WORDS_END,
};

const struct mg_operation mg_op_execute = {
    .name = "execute",
    .size = sizeof(mg_execute_args),
    .words = words,
    .sql = execute_sql,
};
