/*
 * CREATE TRIGGER. ShareRowExclusive on the table: writes wait, for a moment. Rows that are there
 * already are not touched. Loses nothing; drop_trigger is the way back.
 */
#include "sql.h"

static void create_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_trigger_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TRIGGER ");
    mg_buf_ident(b, a->name);
    if (a->before)
        mg_buf_printf(b, " BEFORE %s", a->before);
    if (a->after)
        mg_buf_printf(b, " AFTER %s", a->after);
    if (a->instead_of)
        mg_buf_printf(b, " INSTEAD OF %s", a->instead_of);
    mg_buf_add(b, " ON ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, a->for_each_row ? " FOR EACH ROW" : "");
    if (a->when) {
        mg_buf_add(b, " WHEN ");
        mg_sql_parenthesized(b, a->when);
    }
    mg_buf_add(b, " EXECUTE FUNCTION ");
    mg_sql_function(b, a->execute);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"TRIGGER", a->table, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_trigger_args, table),
    MG_WORD_POSITION(mg_trigger_args, name),
    MG_WORD("BEFORE", MG_TEXT, mg_trigger_args, before),
    MG_WORD("AFTER", MG_TEXT, mg_trigger_args, after),
    MG_WORD("INSTEAD_OF", MG_TEXT, mg_trigger_args, instead_of),
    MG_WORD("FOR_EACH_ROW", MG_FLAG, mg_trigger_args, for_each_row),
    MG_WORD("WHEN", MG_TEXT, mg_trigger_args, when),
    MG_WORD("EXECUTE", MG_TEXT, mg_trigger_args, execute),
    MG_WORD("COMMENT", MG_TEXT, mg_trigger_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_trigger = {
    .name = "create_trigger",
    .size = sizeof(mg_trigger_args),
    .words = words,
    .sql = create_trigger_sql,
};
