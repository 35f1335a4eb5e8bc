/*
 * CREATE TRIGGER, or CREATE OR REPLACE (PostgreSQL 14; not of constraint triggers).
 * ShareRowExclusive on the table: writes wait, for a moment. Rows that are there already are not
 * touched. Loses nothing; drop_trigger is the way back (of a replacement: replacing it again).
 *
 * alter_trigger is ALTER TABLE ... ENABLE or DISABLE TRIGGER: whether it fires.
 * ShareRowExclusive, too.
 */
#include "../site/site.h"
#include "../sql/sql.h"

#include <string.h>

const char *mg_sql_enabled(const char *state)
{
    static const struct {
        const char *state, *sql;
    } states[] = {{"origin", "ENABLE"},
                  {"always", "ENABLE ALWAYS"},
                  {"replica", "ENABLE REPLICA"},
                  {"disabled", "DISABLE"}};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].state, state) == 0)
            return states[i].sql;
    return NULL;
}

static void enable(struct mg_script *script, const mg_trigger_args *a)
{
    const char *state = mg_sql_enabled(a->enabled);
    struct mg_buf *b = mg_script_step(script, state ? MG_STEP_SQL : MG_STEP_REFUSAL);

    if (!state) {
        mg_buf_printf(b, "trigger %s of %s: ENABLED takes origin, always, replica or disabled",
                      a->name, a->table);
        return;
    }
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_printf(b, " %s TRIGGER ", state);
    mg_buf_ident(b, a->name);
}

static void alter_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_trigger_args *a = args;

    if (a->enabled)
        enable(script, a);
}

static void add_transition(struct mg_buf *b, const mg_trigger_args *a)
{
    if (!a->old_table && !a->new_table)
        return;
    mg_buf_add(b, " REFERENCING");
    if (a->old_table) {
        mg_buf_add(b, " OLD TABLE AS ");
        mg_buf_ident(b, a->old_table);
    }
    if (a->new_table) {
        mg_buf_add(b, " NEW TABLE AS ");
        mg_buf_ident(b, a->new_table);
    }
}

static void add_table(struct mg_buf *b, const mg_trigger_args *a)
{
    mg_buf_add(b, " ON ");
    mg_buf_name(b, a->table);
    if (a->from) {
        mg_buf_add(b, " FROM ");
        mg_buf_name(b, a->from);
    }
    mg_buf_add(b, a->deferrable || a->initially_deferred ? " DEFERRABLE" : "");
    mg_buf_add(b, a->initially_deferred ? " INITIALLY DEFERRED" : "");
}

static void create_trigger_sql(const void *args, struct mg_script *script)
{
    const mg_trigger_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, a->or_replace ? "CREATE OR REPLACE " : "CREATE ");
    mg_buf_add(b, a->constraint ? "CONSTRAINT TRIGGER " : "TRIGGER ");
    mg_buf_ident(b, a->name);
    if (a->before)
        mg_buf_printf(b, " BEFORE %s", a->before);
    if (a->after)
        mg_buf_printf(b, " AFTER %s", a->after);
    if (a->instead_of)
        mg_buf_printf(b, " INSTEAD OF %s", a->instead_of);
    add_table(b, a);
    add_transition(b, a);
    mg_buf_add(b, a->for_each_row ? " FOR EACH ROW" : "");
    if (a->when) {
        mg_buf_add(b, " WHEN ");
        mg_sql_parenthesized(b, a->when);
    }
    mg_buf_add(b, " EXECUTE FUNCTION ");
    mg_sql_function(b, a->execute);
    if (a->enabled)
        enable(script, a);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"TRIGGER", a->table, a->name, a->comment});
}

/* PostgreSQL 13 cannot replace one. */
static bool create_trigger_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    mg_trigger_args a = *(const mg_trigger_args *)args;

    if (!a.or_replace || mg_site_since(site, 14))
        return false;
    mg_sql_of_part(script, "DROP", "TRIGGER IF EXISTS", a.name, a.table);
    a.or_replace = 0;
    create_trigger_sql(&a, script);
    return true;
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_trigger_args, table),
    MG_WORD_POSITION(mg_trigger_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_trigger_args, or_replace),
    MG_WORD("CONSTRAINT_TRIGGER", MG_FLAG, mg_trigger_args, constraint),
    MG_WORD("BEFORE", MG_TEXT, mg_trigger_args, before),
    MG_WORD("AFTER", MG_TEXT, mg_trigger_args, after),
    MG_WORD("INSTEAD_OF", MG_TEXT, mg_trigger_args, instead_of),
    MG_WORD("FROM", MG_TEXT, mg_trigger_args, from),
    {.word = "DEFERRABLE",
     .spelling = MG_FLAG,
     MG_AT(mg_trigger_args, deferrable),
     .condition = offsetof(mg_trigger_args, initially_deferred),
     .unless = true},
    MG_WORD("INITIALLY_DEFERRED", MG_FLAG, mg_trigger_args, initially_deferred),
    MG_WORD("OLD_TABLE", MG_TEXT, mg_trigger_args, old_table),
    MG_WORD("NEW_TABLE", MG_TEXT, mg_trigger_args, new_table),
    MG_WORD("FOR_EACH_ROW", MG_FLAG, mg_trigger_args, for_each_row),
    MG_WORD("WHEN", MG_TEXT, mg_trigger_args, when),
    MG_WORD("EXECUTE", MG_TEXT, mg_trigger_args, execute),
    MG_WORD("ENABLED", MG_BARE, mg_trigger_args, enabled),
    MG_WORD("COMMENT", MG_TEXT, mg_trigger_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_trigger = {
    .name = "create_trigger",
    .size = sizeof(mg_trigger_args),
    .words = words,
    .sql = create_trigger_sql,
    .online = create_trigger_online,
};

const struct mg_operation mg_op_alter_trigger = {
    .name = "alter_trigger",
    .size = sizeof(mg_trigger_args),
    .words = words,
    .sql = alter_trigger_sql,
};
