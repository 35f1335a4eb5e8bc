/*
 * ALTER TABLE ... ENABLE or DISABLE RULE: when a rule is carried out. AccessExclusive on its table
 * or view, for a moment. Loses nothing; the state that it had is the way back.
 */
#include "../sql/sql.h"

#include <string.h>

static void alter_rule_sql(const void *args, struct mg_script *script)
{
    static const struct {
        const char *state, *sql;
    } states[] = {{"origin", "ENABLE"},
                  {"always", "ENABLE ALWAYS"},
                  {"replica", "ENABLE REPLICA"},
                  {"disabled", "DISABLE"}};
    const mg_alter_rule_args *a = args;
    size_t i = 0;

    while (i < 4 && strcmp(states[i].state, a->enabled ? a->enabled : "") != 0)
        i++;
    if (i == 4) {
        mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                      "rule %s of %s: ENABLED takes origin, always, replica or disabled", a->name,
                      a->table);
        return;
    }

    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_printf(b, " %s RULE ", states[i].sql);
    mg_buf_ident(b, a->name);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_rule_args, table),
    MG_WORD_POSITION(mg_alter_rule_args, name),
    MG_WORD("ENABLED", MG_BARE, mg_alter_rule_args, enabled),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_rule = {
    .name = "alter_rule",
    .size = sizeof(mg_alter_rule_args),
    .words = words,
    .sql = alter_rule_sql,
};
