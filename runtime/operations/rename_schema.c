/*
 * ALTER SCHEMA RENAME. Blocks nobody, but every statement and function that names the schema in its
 * text breaks at once. Loses nothing.
 */
#include "../sql/sql.h"

static void rename_schema_sql(const void *args, struct mg_script *script)
{
    const mg_rename_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER SCHEMA ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " RENAME TO ");
    mg_buf_ident(b, a->to);
}

const struct mg_operation mg_op_rename_schema = {
    .name = "rename_schema",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_schema_sql,
};
