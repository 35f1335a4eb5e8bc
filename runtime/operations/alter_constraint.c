/*
 * ALTER TABLE ALTER CONSTRAINT, of a foreign key: when it is checked; from PostgreSQL 18 on also
 * whether it is. AccessExclusive on both tables, for a moment; only ENFORCED reads the rows. Loses
 * nothing.
 */
#include "../sql/sql.h"

static void alter_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_alter_constraint_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " ALTER CONSTRAINT ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, a->not_deferrable ? " NOT DEFERRABLE" : "");
    mg_buf_add(b, a->deferrable ? " DEFERRABLE" : "");
    mg_buf_add(b, a->initially_deferred ? " INITIALLY DEFERRED" : "");
    mg_buf_add(b, a->deferrable && !a->initially_deferred ? " INITIALLY IMMEDIATE" : "");
    mg_buf_add(b, a->not_enforced ? " NOT ENFORCED" : "");
    mg_buf_add(b, a->enforced ? " ENFORCED" : "");
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_constraint_args, table),
    MG_WORD_POSITION(mg_alter_constraint_args, name),
    MG_WORD("NOT_DEFERRABLE", MG_FLAG, mg_alter_constraint_args, not_deferrable),
    { .word = "DEFERRABLE", .spelling = MG_FLAG, MG_AT(mg_alter_constraint_args, deferrable),
      .condition = offsetof(mg_alter_constraint_args, initially_deferred), .unless = true },
    MG_WORD("INITIALLY_DEFERRED", MG_FLAG, mg_alter_constraint_args, initially_deferred),
    MG_WORD_SINCE(18, "NOT_ENFORCED", MG_FLAG, mg_alter_constraint_args, not_enforced),
    MG_WORD("ENFORCED", MG_FLAG, mg_alter_constraint_args, enforced),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_alter_constraint = {
    .name = "alter_constraint",
    .size = sizeof(mg_alter_constraint_args),
    .words = words,
    .sql = alter_constraint_sql,
};
