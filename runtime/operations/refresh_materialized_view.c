/*
 * REFRESH MATERIALIZED VIEW: its rows are those of its query now; with NO_DATA it has none and
 * cannot be read until the next refresh. AccessExclusive on it while the query runs. The rows that
 * it held are gone; nobody can lose what a query gives again.
 */
#include "../sql/sql.h"

static void refresh_materialized_view_sql(const void *args, struct mg_script *script)
{
    const mg_refresh_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "REFRESH MATERIALIZED VIEW ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, a->no_data ? " WITH NO DATA" : "");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_refresh_args, name),
    MG_WORD("NO_DATA", MG_FLAG, mg_refresh_args, no_data),
    MG_WORDS_END,
};

const struct mg_operation mg_op_refresh_materialized_view = {
    .name = "refresh_materialized_view",
    .size = sizeof(mg_refresh_args),
    .words = words,
    .sql = refresh_materialized_view_sql,
};
