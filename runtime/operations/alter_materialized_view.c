/*
 * ALTER MATERIALIZED VIEW: storage parameters, access method (from PostgreSQL 15 on) and
 * tablespace. ShareUpdateExclusive for parameters; METHOD and TABLESPACE rewrite it under
 * AccessExclusive. Loses nothing; what it was before is the way back.
 */
#include "../sql/sql.h"

static struct mg_buf *action(struct mg_script *script, const char *name, const char *what)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER MATERIALIZED VIEW ");
    mg_buf_name(b, name);
    mg_buf_printf(b, " %s", what);
    return b;
}

static void alter_materialized_view_sql(const void *args, struct mg_script *script)
{
    const mg_alter_materialized_view_args *a = args;
    struct mg_buf *b;

    if (a->reset && a->reset[0]) {
        b = action(script, a->name, "RESET (");
        mg_sql_list(b, a->reset);
        mg_buf_addc(b, ')');
    }
    if (a->with && a->with[0]) {
        b = action(script, a->name, "SET (");
        mg_sql_list(b, a->with);
        mg_buf_addc(b, ')');
    }
    if (a->method)
        mg_buf_ident(action(script, a->name, "SET ACCESS METHOD "), a->method);
    if (a->tablespace)
        mg_buf_ident(action(script, a->name, "SET TABLESPACE "), a->tablespace);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_materialized_view_args, name),
    MG_WORD("RESET", MG_LIST, mg_alter_materialized_view_args, reset),
    MG_WORD("WITH", MG_LIST, mg_alter_materialized_view_args, with),
    MG_WORD("METHOD", MG_TEXT, mg_alter_materialized_view_args, method),
    MG_WORD("TABLESPACE", MG_TEXT, mg_alter_materialized_view_args, tablespace),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_materialized_view = {
    .name = "alter_materialized_view",
    .size = sizeof(mg_alter_materialized_view_args),
    .words = words,
    .sql = alter_materialized_view_sql,
};
