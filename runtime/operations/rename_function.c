/*
 * ALTER FUNCTION SET SCHEMA and RENAME. Blocks nobody; triggers and defaults follow, text that
 * calls it (other functions' bodies, the application) breaks.
 */
#include "sql.h"

static void rename_function_sql(const void *args, struct mg_script *script)
{
    mg_sql_rename(script, "FUNCTION", args);
}

const struct mg_operation mg_op_rename_function = {
    .name = "rename_function",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_function_sql,
};
