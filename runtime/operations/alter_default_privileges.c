/*
 * ALTER DEFAULT PRIVILEGES. Blocks nobody and changes no object that is there: it says who may do
 * what with those that a role makes from now on. Loses nothing; the opposite is the way back.
 */
#include "../sql/sql.h"

static void alter_default_privileges_sql(const void *args, struct mg_script *script)
{
    const mg_default_privileges_args *a = args;
    mg_list grants = a->grant ? a->grant : a->grant_with_option;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER DEFAULT PRIVILEGES");
    if (a->made_by) {
        mg_buf_add(b, " FOR ROLE ");
        mg_sql_role(b, a->made_by);
    }
    if (a->schema) {
        mg_buf_add(b, " IN SCHEMA ");
        mg_buf_ident(b, a->schema);
    }
    mg_buf_add(b, grants ? " GRANT " : a->revoke ? " REVOKE " : " REVOKE GRANT OPTION FOR ");
    mg_sql_list(b, a->privileges);
    mg_buf_printf(b, " ON %s %s ", a->objects, grants ? "TO" : "FROM");
    mg_sql_roles(b, grants ? grants : a->revoke ? a->revoke : a->revoke_option);
    mg_buf_add(b, a->grant_with_option ? " WITH GRANT OPTION" : "");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_default_privileges_args, objects),
    MG_WORD("MADE_BY", MG_TEXT, mg_default_privileges_args, made_by),
    MG_WORD("SCHEMA", MG_TEXT, mg_default_privileges_args, schema),
    MG_WORD("GRANT_TO", MG_LIST, mg_default_privileges_args, grant),
    MG_WORD("GRANT_TO_WITH_GRANT_OPTION", MG_LIST, mg_default_privileges_args, grant_with_option),
    MG_WORD("REVOKE_FROM", MG_LIST, mg_default_privileges_args, revoke),
    MG_WORD("REVOKE_GRANT_OPTION_FROM", MG_LIST, mg_default_privileges_args, revoke_option),
    {.word = "PRIVILEGES",
     .spelling = MG_LIST,
     MG_AT(mg_default_privileges_args, privileges),
     .since = 17,
     .newer = "MAINTAIN"},
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_default_privileges = {
    .name = "alter_default_privileges",
    .size = sizeof(mg_default_privileges_args),
    .words = words,
    .sql = alter_default_privileges_sql,
};
