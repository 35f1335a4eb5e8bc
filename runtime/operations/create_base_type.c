/*
 * CREATE TYPE of a type of its own, by functions that read and write its values. These mention the
 * type, so a shell of it is made first, then they, then the type. Blocks nobody. Only a superuser
 * may do it. The way back, drop_base_type, is the one DROP ... CASCADE there is: the type and its
 * functions need each other, so none of them could go first; it refuses while anything else uses
 * the type.
 */
#include "../sql/sql.h"

static void create_shell_type_sql(const void *args, struct mg_script *script)
{
    const mg_name_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TYPE ");
    mg_buf_name(b, a->name);
}

static const struct mg_definition definition[] = {
    MG_DEFINE("input", NAME, mg_base_type_args, input),
    MG_DEFINE("output", NAME, mg_base_type_args, output),
    MG_DEFINE("receive", NAME, mg_base_type_args, receive),
    MG_DEFINE("send", NAME, mg_base_type_args, send),
    MG_DEFINE("typmod_in", NAME, mg_base_type_args, typmod_in),
    MG_DEFINE("typmod_out", NAME, mg_base_type_args, typmod_out),
    MG_DEFINE("analyze", NAME, mg_base_type_args, analyze),
    MG_DEFINE("subscript", NAME, mg_base_type_args, subscript),
    MG_DEFINE("internallength", SQL, mg_base_type_args, length),
    MG_DEFINE("passedbyvalue", TRUE, mg_base_type_args, by_value),
    MG_DEFINE("alignment", SQL, mg_base_type_args, alignment),
    MG_DEFINE("storage", SQL, mg_base_type_args, storage),
    MG_DEFINE("category", LITERAL, mg_base_type_args, category),
    MG_DEFINE("preferred", TRUE, mg_base_type_args, preferred),
    MG_DEFINE("default", LITERAL, mg_base_type_args, default_),
    MG_DEFINE("element", SQL, mg_base_type_args, element),
    MG_DEFINE("delimiter", LITERAL, mg_base_type_args, delimiter),
    MG_DEFINE("collatable", TRUE, mg_base_type_args, collatable),
    {0},
};

static void create_base_type_sql(const void *args, struct mg_script *script)
{
    const mg_base_type_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TYPE ");
    mg_buf_name(b, a->name);
    mg_sql_definition(b, a, definition);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"TYPE", NULL, a->name, a->comment});
}

static const struct mg_definition changes[] = {
    MG_DEFINE("receive", NAME, mg_base_type_args, receive),
    MG_DEFINE("send", NAME, mg_base_type_args, send),
    MG_DEFINE("typmod_in", NAME, mg_base_type_args, typmod_in),
    MG_DEFINE("typmod_out", NAME, mg_base_type_args, typmod_out),
    MG_DEFINE("analyze", NAME, mg_base_type_args, analyze),
    MG_DEFINE("subscript", NAME, mg_base_type_args, subscript),
    MG_DEFINE("storage", SQL, mg_base_type_args, storage),
    {0},
};

static void alter_base_type_sql(const void *args, struct mg_script *script)
{
    const mg_base_type_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " SET");
    mg_sql_definition(b, a, changes);
}

/* Whatever else there is that uses the type is not to go with it. */
static void refuse_others(struct mg_script *script, const char *name)
{
    struct mg_buf sql = MG_BUF_INIT, *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_name(&sql, name);
    mg_buf_add(b, "DO $$\n"
                  "DECLARE\n"
                  "    other text;\n"
                  "BEGIN\n"
                  "    SELECT pg_describe_object(d.classid, d.objid, d.objsubid) INTO other\n"
                  "    FROM pg_type t JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass\n"
                  "    AND d.refobjid IN (t.oid, t.typarray) AND d.deptype = 'n'\n"
                  "    WHERE t.oid = ");
    if (mg_buf_failed(&sql))
        b->failed = true;
    else
        mg_buf_literal(b, mg_buf_text(&sql));
    mg_buf_add(
        b, "::regtype AND NOT (d.classid = 'pg_proc'::regclass AND d.objid IN\n"
           "        (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout,\n"
           "        t.typanalyze)) LIMIT 1;\n"
           "    IF other IS NOT NULL THEN\n"
           "        RAISE EXCEPTION 'the type cannot be dropped: % uses it', other;\n"
           "    END IF;\n"
           "END $$");
    mg_buf_free(&sql);
}

static void drop_base_type_sql(const void *args, struct mg_script *script)
{
    const char *name = ((const mg_name_args *)args)->name;

    refuse_others(script, name);

    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "DROP TYPE ");
    mg_buf_name(b, name);
    mg_buf_add(b, " CASCADE");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_base_type_args, name),
    MG_WORD("INPUT", MG_TEXT, mg_base_type_args, input),
    MG_WORD("OUTPUT", MG_TEXT, mg_base_type_args, output),
    MG_WORD("RECEIVE", MG_TEXT, mg_base_type_args, receive),
    MG_WORD("SEND", MG_TEXT, mg_base_type_args, send),
    MG_WORD("TYPMOD_IN", MG_TEXT, mg_base_type_args, typmod_in),
    MG_WORD("TYPMOD_OUT", MG_TEXT, mg_base_type_args, typmod_out),
    MG_WORD("ANALYZE", MG_TEXT, mg_base_type_args, analyze),
    MG_WORD_SINCE(14, "SUBSCRIPT", MG_TEXT, mg_base_type_args, subscript),
    MG_WORD("LENGTH", MG_BARE, mg_base_type_args, length),
    MG_WORD("BY_VALUE", MG_FLAG, mg_base_type_args, by_value),
    MG_WORD("ALIGNMENT", MG_TEXT, mg_base_type_args, alignment),
    MG_WORD("STORAGE", MG_BARE, mg_base_type_args, storage),
    MG_WORD("CATEGORY", MG_TEXT, mg_base_type_args, category),
    MG_WORD("PREFERRED", MG_FLAG, mg_base_type_args, preferred),
    MG_WORD("DEFAULT", MG_TEXT, mg_base_type_args, default_),
    MG_WORD("ELEMENT", MG_TEXT, mg_base_type_args, element),
    MG_WORD("DELIMITER", MG_TEXT, mg_base_type_args, delimiter),
    MG_WORD("COLLATABLE", MG_FLAG, mg_base_type_args, collatable),
    MG_WORD("COMMENT", MG_TEXT, mg_base_type_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_shell_type = {
    .name = "create_shell_type",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = create_shell_type_sql,
};

const struct mg_operation mg_op_create_base_type = {
    .name = "create_base_type",
    .size = sizeof(mg_base_type_args),
    .words = words,
    .sql = create_base_type_sql,
};

static const struct mg_word alter_words[] = {
    MG_WORD_POSITION(mg_base_type_args, name),
    MG_WORD("RECEIVE", MG_TEXT, mg_base_type_args, receive),
    MG_WORD("SEND", MG_TEXT, mg_base_type_args, send),
    MG_WORD("TYPMOD_IN", MG_TEXT, mg_base_type_args, typmod_in),
    MG_WORD("TYPMOD_OUT", MG_TEXT, mg_base_type_args, typmod_out),
    MG_WORD("ANALYZE", MG_TEXT, mg_base_type_args, analyze),
    MG_WORD_SINCE(14, "SUBSCRIPT", MG_TEXT, mg_base_type_args, subscript),
    MG_WORD("STORAGE", MG_BARE, mg_base_type_args, storage),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_base_type = {
    .name = "alter_base_type",
    .size = sizeof(mg_base_type_args),
    .words = alter_words,
    .sql = alter_base_type_sql,
};

const struct mg_operation mg_op_drop_base_type = {
    .name = "drop_base_type",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = drop_base_type_sql,
};
