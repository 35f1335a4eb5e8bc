#include "sql.h"

#include <string.h>

struct mg_buf *mg_sql_action(struct mg_script *actions)
{
    return mg_script_step(actions, MG_STEP_SQL);
}

void mg_sql_alter_table(struct mg_script *script, const char *table, struct mg_script *actions)
{
    mg_sql_alter(script, "TABLE", table, actions);
}

void mg_sql_alter(struct mg_script *script, const char *what, const char *table,
                  struct mg_script *actions)
{
    if (!mg_script_ok(actions)) {
        script->failed = true;
    } else if (actions->n > 0) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_printf(b, "ALTER %s ", what);
        mg_buf_name(b, table);
        for (size_t i = 0; i < actions->n; i++)
            mg_buf_printf(b, "%s%s%s", i ? "," : "", actions->n > 1 ? "\n    " : " ",
                          mg_buf_text(&actions->steps[i].text));
    }
    mg_script_free(actions);
}

/* --- Comments ----------------------------------------------------------------------------- */

/* An extension has a comment of its own, which only the server knows. */
static void own_comment(struct mg_buf *b, const char *extension)
{
    struct mg_buf block = MG_BUF_INIT;

    mg_buf_add(&block,
               "BEGIN EXECUTE (SELECT format('COMMENT ON EXTENSION %I IS %L', name, comment)"
               " FROM pg_available_extensions WHERE name = ");
    mg_buf_literal(&block, extension);
    mg_buf_add(&block, "); END");
    mg_buf_add(b, "DO ");
    if (mg_buf_failed(&block))
        b->failed = true;
    else
        mg_sql_dollar_quoted(b, mg_buf_text(&block));
    mg_buf_free(&block);
}

void mg_sql_comment(struct mg_script *script, const mg_comment_args *args)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    if (!args->text && strcmp(args->object, "EXTENSION") == 0) {
        own_comment(b, args->name);
        return;
    }
    mg_buf_add(b, "COMMENT ON ");
    mg_sql_object(b, args->object, args->table, args->name);
    mg_buf_add(b, " IS ");
    if (args->text)
        mg_buf_literal(b, args->text);
    else
        mg_buf_add(b, "NULL");
}

/* The index of a constraint has its name, and the schema of its table. */
static void index_comment(struct mg_script *script, const char *table, const mg_constraint *c)
{
    struct mg_buf name = MG_BUF_INIT;

    mg_sql_name_beside(&name, table, c->name);
    script->failed |= mg_buf_failed(&name);
    if (!mg_buf_failed(&name))
        mg_sql_comment(
            script, &(const mg_comment_args){"INDEX", NULL, mg_buf_text(&name), c->index_comment});
    mg_buf_free(&name);
}

static void constraint_comment(struct mg_script *script, const char *table, const mg_constraint *c)
{
    if (c->name && c->comment)
        mg_sql_comment(script, &(const mg_comment_args){"CONSTRAINT", table, c->name, c->comment});
    if (c->name && c->index_comment)
        index_comment(script, table, c);
    if (!c->name)
        mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                      "the %s of table %s has a COMMENT but no NAME: only PostgreSQL knows what it "
                      "is called",
                      c->type, table);
}

void mg_sql_item_comments(struct mg_script *script, const char *table, const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++) {
        if (items->options && items->options->comment)
            mg_sql_comment(
                script, &(const mg_comment_args){items->options->server ? "FOREIGN TABLE" : "TABLE",
                                                 NULL, table, items->options->comment});
        if (items->column && items->column->comment)
            mg_sql_comment(script, &(const mg_comment_args){"COLUMN", table, items->column->name,
                                                            items->column->comment});
        if (items->constraint && (items->constraint->comment || items->constraint->index_comment))
            constraint_comment(script, table, items->constraint);
    }
}
