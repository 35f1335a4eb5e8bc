/*
 * CREATE STATISTICS: over columns, and expressions in parentheses. ShareUpdateExclusive on the
 * table: nobody waits. They are gathered by the next ANALYZE. Loses nothing; drop_statistics is the
 * way back.
 */
#include "../sql/sql.h"

static void set_target(struct mg_script *script, const mg_statistics_args *a)
{
    struct mg_buf *b;

    if (!a->target)
        return;
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "ALTER STATISTICS ");
    mg_buf_name(b, a->name);
    mg_buf_printf(b, " SET STATISTICS %s", a->target);
}

static void create_statistics_sql(const void *args, struct mg_script *script)
{
    const mg_statistics_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE STATISTICS ");
    mg_buf_name(b, a->name);
    if (a->kinds && a->kinds[0]) {
        mg_buf_add(b, " (");
        mg_sql_list(b, a->kinds);
        mg_buf_addc(b, ')');
    }
    mg_buf_add(b, " ON ");
    mg_sql_list(b, a->elements);
    mg_buf_add(b, " FROM ");
    mg_buf_name(b, a->table);
    set_target(script, a);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"STATISTICS", NULL, a->name, a->comment});
}

static const char *create_statistics_about(const void *args)
{
    const mg_statistics_args *a = args;

    return a->table;
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_statistics_args, name),
    { .word = "ON", .spelling = MG_TEXT_LIST, MG_AT(mg_statistics_args, table),
      .second = offsetof(mg_statistics_args, elements), .since = 14, .newer = "(" },
    MG_WORD("KINDS", MG_LIST, mg_statistics_args, kinds),
    MG_WORD("TARGET", MG_BARE, mg_statistics_args, target),
    MG_WORD("COMMENT", MG_TEXT, mg_statistics_args, comment),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_create_statistics = {
    .name = "create_statistics",
    .size = sizeof(mg_statistics_args),
    .words = words,
    .sql = create_statistics_sql,
    .about = create_statistics_about,
};
