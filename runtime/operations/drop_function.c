/*
 * DROP FUNCTION, never CASCADE: refused while a trigger, a default or an index uses it. Blocks
 * nobody. The way back creates it anew.
 */
#include "sql.h"

static void drop_function_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;

    mg_sql_drop(script, "FUNCTION", a->name);
}

const struct mg_operation mg_op_drop_function = {
    .name = "drop_function",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = drop_function_sql,
};
