/*
 * ALTER TABLE RENAME CONSTRAINT; the index of a primary key or a unique constraint gets the new
 * name too. AccessExclusive, for a moment. Nothing is lost.
 */
#include "../sql/sql.h"

static void rename_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME CONSTRAINT ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, a->to);
}

const struct mg_operation mg_op_rename_constraint = {
    .name = "rename_constraint",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_constraint_sql,
};
