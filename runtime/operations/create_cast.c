/*
 * CREATE CAST: by a function, by the text form (INOUT), or, with neither, because the two types
 * look the same to the server. Blocks nobody. Nothing of it can be changed later; drop_cast is the
 * way back.
 */
#include "../sql/sql.h"

static void create_cast_sql(const void *args, struct mg_script *script)
{
    const mg_cast_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "CREATE CAST (%s) ", a->name);
    if (a->function) {
        mg_buf_add(b, "WITH FUNCTION ");
        mg_sql_function(b, a->function);
    } else {
        mg_buf_add(b, a->inout ? "WITH INOUT" : "WITHOUT FUNCTION");
    }
    if (a->context)
        mg_buf_printf(b, " AS %s", a->context);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"CAST", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_cast_args, name),
    MG_WORD("WITH_FUNCTION", MG_TEXT, mg_cast_args, function),
    MG_WORD("INOUT", MG_FLAG, mg_cast_args, inout),
    {.word = "ASSIGNMENT",
     .spelling = MG_VALUE,
     MG_AT(mg_cast_args, context),
     .value = "ASSIGNMENT"},
    {.word = "IMPLICIT", .spelling = MG_VALUE, MG_AT(mg_cast_args, context), .value = "IMPLICIT"},
    MG_WORD("COMMENT", MG_TEXT, mg_cast_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_cast = {
    .name = "create_cast",
    .size = sizeof(mg_cast_args),
    .words = words,
    .sql = create_cast_sql,
};
