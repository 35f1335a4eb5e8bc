/*
 * CREATE CONVERSION between two encodings. Blocks nobody. Nothing of it can be changed later;
 * drop_conversion is the way back.
 */
#include "../sql/sql.h"

static void create_conversion_sql(const void *args, struct mg_script *script)
{
    const mg_conversion_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "CREATE %sCONVERSION ", a->default_ ? "DEFAULT " : "");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " FOR ");
    mg_buf_literal(b, a->from);
    mg_buf_add(b, " TO ");
    mg_buf_literal(b, a->to);
    mg_buf_add(b, " FROM ");
    mg_buf_name(b, a->function);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"CONVERSION", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_conversion_args, name),
    MG_WORD("DEFAULT_CONVERSION", MG_FLAG, mg_conversion_args, default_),
    MG_WORD("FROM_ENCODING", MG_TEXT, mg_conversion_args, from),
    MG_WORD("TO_ENCODING", MG_TEXT, mg_conversion_args, to),
    MG_WORD("WITH_FUNCTION", MG_TEXT, mg_conversion_args, function),
    MG_WORD("COMMENT", MG_TEXT, mg_conversion_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_conversion = {
    .name = "create_conversion",
    .size = sizeof(mg_conversion_args),
    .words = words,
    .sql = create_conversion_sql,
};
