/*
 * CREATE EVENT TRIGGER: for superusers. Blocks nobody. Fires for every later statement of the
 * migration itself. Loses nothing; drop_event_trigger is the way back. alter_event_trigger says
 * whether it fires.
 */
#include "../sql/sql.h"

static void enable(struct mg_script *script, const mg_event_trigger_args *a)
{
    const char *state = mg_sql_enabled(a->enabled);
    struct mg_buf *b = mg_script_step(script, state ? MG_STEP_SQL : MG_STEP_REFUSAL);

    if (!state) {
        mg_buf_printf(b, "event trigger %s: ENABLED takes origin, always, replica or disabled",
                      a->name);
        return;
    }
    mg_buf_add(b, "ALTER EVENT TRIGGER ");
    mg_buf_ident(b, a->name);
    mg_buf_printf(b, " %s", state);
}

static void create_event_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_event_trigger_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE EVENT TRIGGER ");
    mg_buf_ident(b, a->name);
    mg_buf_printf(b, " ON %s", a->event);
    for (size_t i = 0; a->tags && a->tags[i]; i++) {
        mg_buf_add(b, i ? ", " : " WHEN TAG IN (");
        mg_buf_literal(b, a->tags[i]);
        mg_buf_add(b, a->tags[i + 1] ? "" : ")");
    }
    mg_buf_add(b, " EXECUTE FUNCTION ");
    mg_sql_function(b, a->execute);
    if (a->enabled)
        enable(script, a);
    if (a->comment)
        mg_sql_comment(script,
                       &(const mg_comment_args){"EVENT TRIGGER", NULL, a->name, a->comment});
}

static void alter_event_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_event_trigger_args *a = args;

    if (a->enabled)
        enable(script, a);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_event_trigger_args, name),
    MG_WORD("EVENT", MG_BARE, mg_event_trigger_args, event),
    MG_WORD("TAGS", MG_LIST, mg_event_trigger_args, tags),
    MG_WORD("EXECUTE", MG_TEXT, mg_event_trigger_args, execute),
    MG_WORD("ENABLED", MG_BARE, mg_event_trigger_args, enabled),
    MG_WORD("COMMENT", MG_TEXT, mg_event_trigger_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_event_trigger = {
    .name = "create_event_trigger",
    .size = sizeof(mg_event_trigger_args),
    .words = words,
    .sql = create_event_trigger_sql,
};

const struct mg_operation mg_op_alter_event_trigger = {
    .name = "alter_event_trigger",
    .size = sizeof(mg_event_trigger_args),
    .words = words,
    .sql = alter_event_trigger_sql,
};
