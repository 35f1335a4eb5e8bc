/*
 * CREATE FOREIGN TABLE: a table whose rows another server has (OPTIONS with SERVER). What the lines
 * say of the rows, NOT_NULL and CHECK, is believed, not enforced.
 *
 * Blocks nobody, and does not ask the other server. drop_foreign_table is the way back.
 */
#include "../sql/sql.h"

static void create_foreign_table_sql(const void *args, struct mg_script *script)
{
    mg_sql_create_table(script, "FOREIGN TABLE", args);
}

const struct mg_operation mg_op_create_foreign_table = {
    .name = "create_foreign_table",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = create_foreign_table_sql,
};
