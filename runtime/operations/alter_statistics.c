/*
 * ALTER STATISTICS SET STATISTICS: how many values ANALYZE keeps; -1 goes back to what the columns
 * say. ShareUpdateExclusive: nobody waits. Loses nothing.
 */
#include "../sql/sql.h"

static void alter_statistics_sql(const void *args, struct mg_script *script)
{
    const mg_statistics_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER STATISTICS ");
    mg_buf_name(b, a->name);
    mg_buf_printf(b, " SET STATISTICS %s", a->target ? a->target : "-1");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_statistics_args, name),
    MG_WORD("TARGET", MG_BARE, mg_statistics_args, target),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_statistics = {
    .name = "alter_statistics",
    .size = sizeof(mg_statistics_args),
    .words = words,
    .sql = alter_statistics_sql,
};
