/*
 * COMMENT ON, or its removal. ShareUpdateExclusive on a table, less on anything else: nobody waits.
 * Loses the comment that was there.
 */
#include "../sql/sql.h"

static void comment_sql(const void *args, struct mg_script *script)
{
    mg_sql_comment(script, args);
}

static const char *comment_about(const void *args)
{
    const mg_comment_args *a = args;

    return a->table ? a->table : a->name;
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORDS_ON,
    MG_WORD("NO_COMMENT", MG_POSITION, mg_comment_args, text),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_comment = {
    .name = "comment",
    .size = sizeof(mg_comment_args),
    .words = words,
    .sql = comment_sql,
    .about = comment_about,
};
