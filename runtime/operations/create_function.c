/*
 * CREATE FUNCTION and PROCEDURE, or CREATE OR REPLACE, which cannot change what a function returns
 * nor what its arguments are called. Blocks nobody. The body is the one given, byte for byte; what
 * it mentions need not be there yet. Loses nothing; drop_function is the way back (of a
 * replacement: replacing it again).
 */
#include "../sql/sql.h"

static void create_function_sql(const void *args, struct mg_script *script)
{
    mg_sql_create_routine(script, "FUNCTION", args);
}

const struct mg_operation mg_op_create_function = {
    .name = "create_function",
    .size = sizeof(mg_function_args),
    .words = mg_words_routine,
    .sql = create_function_sql,
    .has_body = true,
};

static void create_procedure_sql(const void *args, struct mg_script *script)
{
    mg_sql_create_routine(script, "PROCEDURE", args);
}

const struct mg_operation mg_op_create_procedure = {
    .name = "create_procedure",
    .size = sizeof(mg_function_args),
    .words = mg_words_routine,
    .sql = create_procedure_sql,
    .has_body = true,
};
