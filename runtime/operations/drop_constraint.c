/*
 * ALTER TABLE DROP CONSTRAINT, never CASCADE: a key that foreign keys reference stays until they
 * are gone. AccessExclusive on the table and, for a foreign key, on the referenced one, for a
 * moment. No data is lost, but rows that break the constraint may come in before the way back adds
 * it again.
 */
#include "sql.h"

static void drop_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DROP CONSTRAINT ");
    mg_buf_ident(b, a->name);
}

const struct mg_operation mg_op_drop_constraint = {
    .name = "drop_constraint",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_constraint_sql,
};
