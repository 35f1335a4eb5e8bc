/*
 * CREATE OPERATOR CLASS and FAMILY, and what is added to a family or taken out of it later. Blocks
 * nobody; only a superuser may do it. A class cannot be changed, only dropped and made anew, with
 * the indexes that use it.
 *
 * Operators and functions are said as PostgreSQL does, without the word in front: "1 <",
 * "15 <-> (point, point) FOR ORDER BY float_ops"; "1 even_cmp(even, even)".
 */
#include "../sql/sql.h"

static void add_members(struct mg_buf *b, const char *word, mg_list members, const char **before)
{
    for (size_t i = 0; members && members[i]; i++) {
        mg_buf_printf(b, "%s\n    %s %s", *before, word, members[i]);
        *before = ",";
    }
}

static void create_operator_class_sql(const void *args, struct mg_script *script)
{
    const mg_operator_class_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), name = MG_BUF_INIT;
    const char *before = "";

    mg_sql_object_name(&name, "OPERATOR CLASS", a->name);
    if (mg_buf_failed(&name)) {
        b->failed = true;
        return;
    }

    const char *using_ = mg_sql_access_method(mg_buf_text(&name));

    mg_buf_printf(b, "CREATE OPERATOR CLASS %.*s%s FOR TYPE %s%s",
                  (int)(using_ - mg_buf_text(&name)), mg_buf_text(&name),
                  a->default_ ? " DEFAULT" : "", a->type, using_);
    mg_buf_free(&name);
    if (a->family) {
        mg_buf_add(b, " FAMILY ");
        mg_buf_name(b, a->family);
    }
    mg_buf_add(b, " AS");
    add_members(b, "OPERATOR", a->operators, &before);
    add_members(b, "FUNCTION", a->functions, &before);
    if (a->storage || !*before)
        mg_buf_printf(b, "%s\n    STORAGE %s", before, a->storage ? a->storage : a->type);
    if (a->comment)
        mg_sql_comment(script,
                       &(const mg_comment_args){"OPERATOR CLASS", NULL, a->name, a->comment});
}

static void alter_family(struct mg_script *script, const char *name, const char *verb,
                         mg_list operators, mg_list functions)
{
    const char *before = "";
    struct mg_buf *b;

    if (!operators && !functions)
        return;
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "ALTER OPERATOR FAMILY ");
    mg_sql_object_name(b, "OPERATOR FAMILY", name);
    mg_buf_printf(b, " %s", verb);
    add_members(b, "OPERATOR", operators, &before);
    add_members(b, "FUNCTION", functions, &before);
}

static void create_operator_family_sql(const void *args, struct mg_script *script)
{
    const mg_operator_class_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE OPERATOR FAMILY ");
    mg_sql_object_name(b, "OPERATOR FAMILY", a->name);
    alter_family(script, a->name, "ADD", a->operators, a->functions);
    if (a->comment)
        mg_sql_comment(script,
                       &(const mg_comment_args){"OPERATOR FAMILY", NULL, a->name, a->comment});
}

static void alter_operator_family_sql(const void *args, struct mg_script *script)
{
    const mg_operator_class_args *a = args;

    alter_family(script, a->name, "DROP", a->drop_operators, a->drop_functions);
    alter_family(script, a->name, "ADD", a->operators, a->functions);
}

static const struct mg_word class_words[] = {
    MG_WORD_POSITION(mg_operator_class_args, name),
    MG_WORD("DEFAULT_CLASS", MG_FLAG, mg_operator_class_args, default_),
    MG_WORD("FOR_TYPE", MG_TEXT, mg_operator_class_args, type),
    MG_WORD("FAMILY", MG_TEXT, mg_operator_class_args, family),
    MG_WORD("OPERATORS", MG_LIST, mg_operator_class_args, operators),
    MG_WORD("FUNCTIONS", MG_LIST, mg_operator_class_args, functions),
    MG_WORD("STORED_AS", MG_TEXT, mg_operator_class_args, storage),
    MG_WORD("COMMENT", MG_TEXT, mg_operator_class_args, comment),
    MG_WORDS_END,
};

static const struct mg_word family_words[] = {
    MG_WORD_POSITION(mg_operator_class_args, name),
    MG_WORD("OPERATORS", MG_LIST, mg_operator_class_args, operators),
    MG_WORD("FUNCTIONS", MG_LIST, mg_operator_class_args, functions),
    MG_WORD("COMMENT", MG_TEXT, mg_operator_class_args, comment),
    MG_WORDS_END,
};

static const struct mg_word alter_words[] = {
    MG_WORD_POSITION(mg_operator_class_args, name),
    MG_WORD("DROP_OPERATORS", MG_LIST, mg_operator_class_args, drop_operators),
    MG_WORD("DROP_FUNCTIONS", MG_LIST, mg_operator_class_args, drop_functions),
    MG_WORD("OPERATORS", MG_LIST, mg_operator_class_args, operators),
    MG_WORD("FUNCTIONS", MG_LIST, mg_operator_class_args, functions),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_operator_class = {
    .name = "create_operator_class",
    .size = sizeof(mg_operator_class_args),
    .words = class_words,
    .sql = create_operator_class_sql,
};

const struct mg_operation mg_op_create_operator_family = {
    .name = "create_operator_family",
    .size = sizeof(mg_operator_class_args),
    .words = family_words,
    .sql = create_operator_family_sql,
};

const struct mg_operation mg_op_alter_operator_family = {
    .name = "alter_operator_family",
    .size = sizeof(mg_operator_class_args),
    .words = alter_words,
    .sql = alter_operator_family_sql,
};
