/*
 * ALTER SEQUENCE. ShareRowExclusive, for a moment: nextval waits. A TYPE whose bounds the sequence
 * has, by not having said any, brings new bounds along; MINVALUE(NO) and MAXVALUE(NO) go back to
 * those of the type. The next value stays; it must lie within the bounds. LOGGED and UNLOGGED (from
 * PostgreSQL 15 on) write the sequence anew. Loses nothing.
 */
#include "../sql/sql.h"

static void alter_sequence_sql(const void *args, struct mg_script *script)
{
    const mg_sequence_args *a = args;
    struct mg_buf options = MG_BUF_INIT;

    mg_sql_sequence_options(&options, a, " ");
    if (mg_buf_failed(&options)) {
        script->failed = true;
    } else if (options.n) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER SEQUENCE ");
        mg_buf_name(b, a->name);
        mg_buf_add(b, mg_buf_text(&options));
    }
    mg_buf_free(&options);
    if (a->unlogged || a->logged) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER SEQUENCE ");
        mg_buf_name(b, a->name);
        mg_buf_add(b, a->unlogged ? " SET UNLOGGED" : " SET LOGGED");
    }
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_sequence_args, name),
    MG_WORD("TYPE", MG_TEXT, mg_sequence_args, type),
    MG_WORDS_COUNTING(mg_sequence_args),
    MG_WORD("RESTART", MG_FLAG, mg_sequence_args, restart),
    MG_WORD("NO_CYCLE", MG_FLAG, mg_sequence_args, no_cycle),
    { .word = "OWNED_BY", .spelling = MG_TEXT_LIST, MG_AT(mg_sequence_args, owner),
      .second = offsetof(mg_sequence_args, owner_column) },
    MG_WORD("NOT_OWNED", MG_FLAG, mg_sequence_args, not_owned),
    MG_WORD_SINCE(15, "UNLOGGED", MG_FLAG, mg_sequence_args, unlogged),
    MG_WORD_SINCE(15, "LOGGED", MG_FLAG, mg_sequence_args, logged),
    MG_WORDS_END,
};
// clang-format on

/* What a sequence is given to comes to stand beside its table. */
static const char *alter_sequence_about(const void *args)
{
    const mg_sequence_args *a = args;

    return a->owner ? a->owner : a->name;
}

const struct mg_operation mg_op_alter_sequence = {
    .name = "alter_sequence",
    .size = sizeof(mg_sequence_args),
    .words = words,
    .sql = alter_sequence_sql,
    .about = alter_sequence_about,
};
