/*
 * DROP INDEX. AccessExclusive on the table (reads wait as well), for a moment. Loses no data; the
 * way back builds the index anew.
 */
#include "sql.h"

static void drop_index_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;

    mg_sql_drop(script, "INDEX", a->name);
}

const struct mg_operation mg_op_drop_index = {
    .name = "drop_index",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = drop_index_sql,
};
