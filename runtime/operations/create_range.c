/*
 * CREATE TYPE AS RANGE, which makes a type of several ranges (its multirange) along. Blocks nobody.
 * Nothing of it can be changed later; drop_type is the way back.
 */
#include "../sql/sql.h"

static const struct mg_definition definition[] = {
    MG_DEFINE("subtype", SQL, mg_range_args, subtype),
    MG_DEFINE("subtype_opclass", NAME, mg_range_args, opclass),
    MG_DEFINE("collation", NAME, mg_range_args, collation),
    MG_DEFINE("canonical", NAME, mg_range_args, canonical),
    MG_DEFINE("subtype_diff", NAME, mg_range_args, subtype_diff),
    MG_DEFINE("multirange_type_name", NAME, mg_range_args, multirange),
    {0},
};

static void create_range_sql(const void *args, struct mg_script *script)
{
    const mg_range_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TYPE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " AS RANGE");
    mg_sql_definition(b, a, definition);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"TYPE", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_range_args, name),
    MG_WORD("SUBTYPE", MG_TEXT, mg_range_args, subtype),
    MG_WORD("OPCLASS", MG_TEXT, mg_range_args, opclass),
    MG_WORD("COLLATE", MG_TEXT, mg_range_args, collation),
    MG_WORD("CANONICAL", MG_TEXT, mg_range_args, canonical),
    MG_WORD("SUBTYPE_DIFF", MG_TEXT, mg_range_args, subtype_diff),
    MG_WORD_SINCE(14, "MULTIRANGE", MG_TEXT, mg_range_args, multirange),
    MG_WORD("COMMENT", MG_TEXT, mg_range_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_range = {
    .name = "create_range",
    .size = sizeof(mg_range_args),
    .words = words,
    .sql = create_range_sql,
};
