/*
 * CREATE POLICY and ALTER POLICY. AccessExclusive on the table, for a moment: no row is read. What
 * they say holds while the table has ROW SECURITY. Lose nothing; drop_policy, or the same with what
 * was said before, is the way back. A policy's command, and whether it is restrictive, cannot be
 * altered, nor can its USING or WITH CHECK be taken away.
 */
#include "../sql/sql.h"

static void add_condition(struct mg_buf *b, const char *word, const char *condition)
{
    if (!condition)
        return;
    mg_buf_printf(b, " %s ", word);
    mg_sql_parenthesized(b, condition);
}

static void add_policy(struct mg_script *script, const char *verb, const mg_policy_args *a)
{
    struct mg_buf *b = mg_sql_of_part(script, verb, "POLICY", a->name, a->table);

    if (a->restrictive)
        mg_buf_add(b, " AS RESTRICTIVE");
    if (a->for_)
        mg_buf_printf(b, " FOR %s", a->for_);
    if (a->roles) {
        mg_buf_add(b, " TO ");
        mg_sql_roles(b, a->roles);
    }
    add_condition(b, "USING", a->using_);
    add_condition(b, "WITH CHECK", a->with_check);
}

static void create_policy_sql(const void *args, struct mg_script *script)
{
    const mg_policy_args *a = args;

    add_policy(script, "CREATE", a);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"POLICY", a->table, a->name, a->comment});
}

static void alter_policy_sql(const void *args, struct mg_script *script)
{
    add_policy(script, "ALTER", args);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_policy_args, table),
    MG_WORD_POSITION(mg_policy_args, name),
    MG_WORD("RESTRICTIVE", MG_FLAG, mg_policy_args, restrictive),
    MG_WORD("FOR", MG_BARE, mg_policy_args, for_),
    MG_WORD("TO", MG_LIST, mg_policy_args, roles),
    MG_WORD("USING", MG_TEXT, mg_policy_args, using_),
    MG_WORD("WITH_CHECK", MG_TEXT, mg_policy_args, with_check),
    MG_WORD("COMMENT", MG_TEXT, mg_policy_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_policy = {
    .name = "create_policy",
    .size = sizeof(mg_policy_args),
    .words = words,
    .sql = create_policy_sql,
};

const struct mg_operation mg_op_alter_policy = {
    .name = "alter_policy",
    .size = sizeof(mg_policy_args),
    .words = words,
    .sql = alter_policy_sql,
};
