/*
 * ALTER TABLE INHERIT: the rows of a table become rows of another one, too. It must have the other
 * one's columns and checks already; they stay its own.
 *
 * ShareUpdateExclusive on the parent, AccessExclusive on the child, for a moment. Loses nothing;
 * drop_inheritance is the way back.
 */
#include "../sql/sql.h"

static void add_inheritance_sql(const void *args, struct mg_script *script)
{
    const mg_rename_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " INHERIT ");
    mg_buf_name(b, a->to);
}

const struct mg_operation mg_op_add_inheritance = {
    .name = "add_inheritance",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = add_inheritance_sql,
};
