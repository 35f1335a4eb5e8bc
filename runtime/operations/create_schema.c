/*
 * CREATE SCHEMA. Blocks nobody. Loses nothing; drop_schema is the way back.
 */
#include "../sql/sql.h"

static void create_schema_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE SCHEMA ");
    mg_buf_ident(b, a->name);
}

const struct mg_operation mg_op_create_schema = {
    .name = "create_schema",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = create_schema_sql,
};
