/*
 * CREATE COLLATION. Blocks nobody. Nothing of it can be changed later: its version, which only
 * tells whether the library beneath has changed, is not said at all. drop_collation is the way
 * back.
 */
#include "../sql/sql.h"

static const struct mg_definition definition[] = {
    MG_DEFINE("provider", SQL, mg_collation_args, provider),
    MG_DEFINE("locale", LITERAL, mg_collation_args, locale),
    MG_DEFINE("lc_collate", LITERAL, mg_collation_args, lc_collate),
    MG_DEFINE("lc_ctype", LITERAL, mg_collation_args, lc_ctype),
    MG_DEFINE("rules", LITERAL, mg_collation_args, rules),
    MG_DEFINE("deterministic", FALSE, mg_collation_args, nondeterministic),
    {0},
};

static void create_collation_sql(const void *args, struct mg_script *script)
{
    const mg_collation_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE COLLATION ");
    mg_buf_name(b, a->name);
    mg_sql_definition(b, a, definition);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"COLLATION", NULL, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_collation_args, name),
    {.word = "PROVIDER",
     .spelling = MG_BARE,
     MG_AT(mg_collation_args, provider),
     .since = 17,
     .newer = "builtin"},
    MG_WORD("LOCALE", MG_TEXT, mg_collation_args, locale),
    MG_WORD("COLLATE_LOCALE", MG_TEXT, mg_collation_args, lc_collate),
    MG_WORD("CTYPE_LOCALE", MG_TEXT, mg_collation_args, lc_ctype),
    MG_WORD_SINCE(16, "RULES", MG_TEXT, mg_collation_args, rules),
    MG_WORD("NONDETERMINISTIC", MG_FLAG, mg_collation_args, nondeterministic),
    MG_WORD("COMMENT", MG_TEXT, mg_collation_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_collation = {
    .name = "create_collation",
    .size = sizeof(mg_collation_args),
    .words = words,
    .sql = create_collation_sql,
};
