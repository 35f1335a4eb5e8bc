/*
 * CREATE RULE, or CREATE OR REPLACE: what is done as well as, or instead of, a statement on a
 * table or view. AccessExclusive on it, for a moment. Loses nothing; drop_rule is the way back.
 */
#include "../sql/sql.h"

#include <ctype.h>
#include <strings.h>

static void create_rule_sql(const void *args, struct mg_script *script)
{
    const mg_rule_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, a->or_replace ? "CREATE OR REPLACE RULE " : "CREATE RULE ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " AS ON ");
    for (const char *p = a->event; *p; p++)
        mg_buf_addc(b, (char)toupper((unsigned char)*p));
    mg_buf_add(b, " TO ");
    mg_buf_name(b, a->table);
    if (a->where)
        mg_buf_printf(b, " WHERE %s", a->where);
    mg_buf_add(b, a->instead ? " DO INSTEAD " : " DO ALSO ");
    if (!a->commands || strcasecmp(a->commands, "NOTHING") == 0)
        mg_buf_add(b, "NOTHING");
    else
        mg_buf_printf(b, "(%s)", a->commands);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"RULE", a->table, a->name, a->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_rule_args, table),
    MG_WORD_POSITION(mg_rule_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_rule_args, or_replace),
    MG_WORD("EVENT", MG_BARE, mg_rule_args, event),
    MG_WORD("WHERE", MG_TEXT, mg_rule_args, where),
    MG_WORD("INSTEAD", MG_FLAG, mg_rule_args, instead),
    MG_WORD("DO", MG_TEXT, mg_rule_args, commands),
    MG_WORD("COMMENT", MG_TEXT, mg_rule_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_rule = {
    .name = "create_rule",
    .size = sizeof(mg_rule_args),
    .words = words,
    .sql = create_rule_sql,
};
