/*
 * Conditions: what has to be true, before anything is done (require) or of what was done (ensure).
 * One that is false or null fails, and the transaction with it. They read, and lock nothing.
 */
#include "../sql/sql.h"

static void condition_sql(const void *args, struct mg_script *script, const char *what,
                          const char *begin)
{
    const mg_condition_args *a = args;
    struct mg_buf body = MG_BUF_INIT, message = MG_BUF_INIT;

    if (a->message)
        mg_buf_add(&message, a->message);
    else
        mg_buf_printf(&message, "%s: not true: %s", what, a->sql);
    mg_buf_printf(&body,
                  "\nBEGIN\n    IF (%s) IS NOT TRUE THEN\n        RAISE EXCEPTION USING"
                  " ERRCODE = 'check_violation', MESSAGE = ",
                  a->sql);
    mg_buf_literal(&body, mg_buf_text(&message));
    mg_buf_add(&body, ";\n    END IF;\nEND\n");

    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "%s ", begin);
    mg_sql_dollar_quoted(b, mg_buf_text(&body));
    script->failed |= mg_buf_failed(&body) || mg_buf_failed(&message);
    mg_buf_free(&body);
    mg_buf_free(&message);
}

static void require_sql(const void *args, struct mg_script *script)
{
    condition_sql(args, script, "require", MG_ONLY_LOOKS);
}

static void ensure_sql(const void *args, struct mg_script *script)
{
    condition_sql(args, script, "ensure", "DO");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_condition_args, sql),
    MG_WORD("MESSAGE", MG_TEXT, mg_condition_args, message),
    MG_WORDS_END,
};

const struct mg_operation mg_op_require = {
    .name = "require", .size = sizeof(mg_condition_args), .words = words, .sql = require_sql};

const struct mg_operation mg_op_ensure = {
    .name = "ensure", .size = sizeof(mg_condition_args), .words = words, .sql = ensure_sql};
