/*
 * ALTER TABLE VALIDATE CONSTRAINT: reads all rows, under ShareUpdateExclusive (and RowShare on the
 * table that a foreign key references), so nobody waits. A row that breaks it makes it fail. Loses
 * nothing; only dropping and adding the constraint makes it NOT VALID again.
 */
#include "../sql/sql.h"

static void validate_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " VALIDATE CONSTRAINT ");
    mg_buf_ident(b, a->name);
}

const struct mg_operation mg_op_validate_constraint = {
    .name = "validate_constraint",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = validate_constraint_sql,
};
