/*
 * ALTER INDEX RENAME. ShareUpdateExclusive on the index alone: queries and writes go on. An index
 * is always in the schema of its table, so the schema of the new name does not count.
 */
#include "../sql/sql.h"

static void rename_index_sql(const void *args, struct mg_script *script)
{
    const mg_rename_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER INDEX ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " RENAME TO ");
    mg_buf_name(b, mg_sql_last_part(a->to));
}

const struct mg_operation mg_op_rename_index = {
    .name = "rename_index",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_index_sql,
};
