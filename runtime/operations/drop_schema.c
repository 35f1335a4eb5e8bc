/*
 * DROP SCHEMA, never CASCADE: what is still in it must be dropped by an operation of its own, which
 * says what it loses. Blocks nobody.
 */
#include "../sql/sql.h"

static void drop_schema_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "DROP SCHEMA ");
    mg_buf_ident(b, a->name);
}

const struct mg_operation mg_op_drop_schema = {
    .name = "drop_schema",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = drop_schema_sql,
};
