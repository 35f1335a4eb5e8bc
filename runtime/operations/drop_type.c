/*
 * DROP TYPE, never CASCADE: refused while a column, a default or a function uses the type. Blocks
 * nobody. The way back creates it anew.
 */
#include "../sql/sql.h"

static void drop_type_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;

    mg_sql_drop(script, "TYPE", a->name);
}

const struct mg_operation mg_op_drop_type = {
    .name = "drop_type",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = drop_type_sql,
};
