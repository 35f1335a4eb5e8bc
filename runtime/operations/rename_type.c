/*
 * ALTER TYPE SET SCHEMA and RENAME. Blocks nobody and rewrites nothing; columns, defaults and array
 * types follow. Only text that names the type (function bodies, the application) breaks.
 */
#include "../sql/sql.h"

static void rename_type_sql(const void *args, struct mg_script *script)
{
    mg_sql_rename(script, "TYPE", args);
}

const struct mg_operation mg_op_rename_type = {
    .name = "rename_type",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_type_sql,
};
