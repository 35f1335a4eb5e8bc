/*
 * CREATE SEQUENCE. OWNED_BY a column makes it go away with that column; the column must be there
 * and in the same schema. Blocks nobody (a moment of ShareUpdateExclusive on the owner's table).
 * Loses nothing; drop_sequence is the way back.
 */
#include "../sql/sql.h"

static void create_sequence_sql(const void *args, struct mg_script *script)
{
    const mg_sequence_args *a = args;

    mg_sql_create_sequence(mg_script_step(script, MG_STEP_SQL), a->name, a);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"SEQUENCE", NULL, a->name, a->comment});
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_sequence_args, name),
    MG_WORD_SINCE(15, "UNLOGGED", MG_FLAG, mg_sequence_args, unlogged),
    MG_WORD("TYPE", MG_TEXT, mg_sequence_args, type),
    MG_WORDS_COUNTING(mg_sequence_args),
    { .word = "OWNED_BY", .spelling = MG_TEXT_LIST, MG_AT(mg_sequence_args, owner),
      .second = offsetof(mg_sequence_args, owner_column) },
    MG_WORD("COMMENT", MG_TEXT, mg_sequence_args, comment),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_create_sequence = {
    .name = "create_sequence",
    .size = sizeof(mg_sequence_args),
    .words = words,
    .sql = create_sequence_sql,
};
