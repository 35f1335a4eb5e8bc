/*
 * CREATE MATERIALIZED VIEW: runs the query and keeps its rows, unless NO_DATA says that a later
 * refresh will. Reads what the query reads, with its locks (AccessShare), as long as that takes.
 * Loses nothing; drop_materialized_view is the way back.
 */
#include "../sql/sql.h"

static void create_materialized_view_sql(const void *args, struct mg_script *script)
{
    const mg_materialized_view_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE MATERIALIZED VIEW ");
    mg_buf_name(b, a->name);
    if (a->method) {
        mg_buf_add(b, " USING ");
        mg_buf_ident(b, a->method);
    }
    mg_sql_with(b, a->with);
    if (a->tablespace) {
        mg_buf_add(b, " TABLESPACE ");
        mg_buf_ident(b, a->tablespace);
    }
    mg_buf_printf(b, " AS %s%s", a->query, a->no_data ? " WITH NO DATA" : "");
    if (a->comment)
        mg_sql_comment(script,
                       &(const mg_comment_args){"MATERIALIZED VIEW", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_materialized_view_args, name),
    MG_WORD("METHOD", MG_TEXT, mg_materialized_view_args, method),
    MG_WORD("WITH", MG_LIST, mg_materialized_view_args, with),
    MG_WORD("TABLESPACE", MG_TEXT, mg_materialized_view_args, tablespace),
    MG_WORD("QUERY", MG_TEXT, mg_materialized_view_args, query),
    MG_WORD("NO_DATA", MG_FLAG, mg_materialized_view_args, no_data),
    MG_WORD("COMMENT", MG_TEXT, mg_materialized_view_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_materialized_view = {
    .name = "create_materialized_view",
    .size = sizeof(mg_materialized_view_args),
    .words = words,
    .sql = create_materialized_view_sql,
};
