/*
 * CREATE FUNCTION, or CREATE OR REPLACE, which cannot change what it returns. Blocks nobody. The
 * body is the one given, byte for byte. Loses nothing; drop_function is the way back (of a
 * replacement: replacing it again).
 */
#include "sql.h"

static void create_function_sql(const void *args, struct mg_script *script)
{
    const mg_function_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, a->or_replace ? "CREATE OR REPLACE FUNCTION " : "CREATE FUNCTION ");
    mg_sql_function(b, a->name);
    if (a->returns)
        mg_buf_printf(b, " RETURNS %s", a->returns);
    mg_buf_add(b, " LANGUAGE ");
    mg_buf_ident(b, a->language ? a->language : "sql");
    mg_buf_add(b, " AS ");
    mg_sql_dollar_quoted(b, a->body);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"FUNCTION", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_function_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_function_args, or_replace),
    MG_WORD("RETURNS", MG_TEXT, mg_function_args, returns),
    MG_WORD("LANGUAGE", MG_TEXT, mg_function_args, language),
    MG_WORD("BODY", MG_TEXT, mg_function_args, body),
    MG_WORD("COMMENT", MG_TEXT, mg_function_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_function = {
    .name = "create_function",
    .size = sizeof(mg_function_args),
    .words = words,
    .sql = create_function_sql,
};
