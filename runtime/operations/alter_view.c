/*
 * ALTER VIEW SET and RESET: its options. AccessExclusive on the view, for a moment. Loses nothing;
 * the options that it had are the way back. (alter_column and rename_column take views, too.)
 */
#include "../sql/sql.h"

static void add_option(struct mg_script *script, const char *view, const char *action,
                       const char *option, const char *value)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER VIEW ");
    mg_buf_name(b, view);
    mg_buf_printf(b, " %s (%s%s%s)", action, option, value ? " = " : "", value ? value : "");
}

static void set_options(struct mg_script *script, const char *view, const char *action,
                        mg_list options)
{
    struct mg_buf *b;

    if (!options || !options[0])
        return;
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "ALTER VIEW ");
    mg_buf_name(b, view);
    mg_buf_printf(b, " %s (", action);
    mg_sql_list(b, options);
    mg_buf_addc(b, ')');
}

static void alter_view_sql(const void *args, struct mg_script *script)
{
    const mg_alter_view_args *a = args;

    set_options(script, a->name, "RESET", a->reset);
    if (a->no_security_barrier)
        add_option(script, a->name, "RESET", "security_barrier", NULL);
    if (a->no_security_invoker)
        add_option(script, a->name, "RESET", "security_invoker", NULL);
    if (a->no_check_option)
        add_option(script, a->name, "RESET", "check_option", NULL);
    if (a->security_barrier)
        add_option(script, a->name, "SET", "security_barrier", "true");
    if (a->security_invoker)
        add_option(script, a->name, "SET", "security_invoker", "true");
    if (a->check_option)
        add_option(script, a->name, "SET", "check_option", a->check_option);
    set_options(script, a->name, "SET", a->with);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_view_args, name),
    MG_WORD("SECURITY_BARRIER", MG_FLAG, mg_alter_view_args, security_barrier),
    MG_WORD("NO_SECURITY_BARRIER", MG_FLAG, mg_alter_view_args, no_security_barrier),
    MG_WORD_SINCE(15, "SECURITY_INVOKER", MG_FLAG, mg_alter_view_args, security_invoker),
    MG_WORD("NO_SECURITY_INVOKER", MG_FLAG, mg_alter_view_args, no_security_invoker),
    MG_WORD("CHECK_OPTION", MG_BARE, mg_alter_view_args, check_option),
    MG_WORD("NO_CHECK_OPTION", MG_FLAG, mg_alter_view_args, no_check_option),
    MG_WORD("RESET", MG_LIST, mg_alter_view_args, reset),
    MG_WORD("WITH", MG_LIST, mg_alter_view_args, with),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_view = {
    .name = "alter_view",
    .size = sizeof(mg_alter_view_args),
    .words = words,
    .sql = alter_view_sql,
};
