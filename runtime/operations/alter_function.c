/*
 * ALTER FUNCTION and PROCEDURE: attributes, one statement for all of them. Blocks nobody; whoever
 * calls the function sees them from then on. Loses nothing; the way back sets what was there.
 */
#include "../sql/sql.h"

static void alter_function_sql(const void *args, struct mg_script *script)
{
    mg_sql_alter_routine(script, "FUNCTION", args);
}

const struct mg_operation mg_op_alter_function = {
    .name = "alter_function",
    .size = sizeof(mg_function_args),
    .words = mg_words_routine,
    .sql = alter_function_sql,
};

static void alter_procedure_sql(const void *args, struct mg_script *script)
{
    mg_sql_alter_routine(script, "PROCEDURE", args);
}

const struct mg_operation mg_op_alter_procedure = {
    .name = "alter_procedure",
    .size = sizeof(mg_function_args),
    .words = mg_words_routine,
    .sql = alter_procedure_sql,
};
