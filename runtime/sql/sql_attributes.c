/* How the values of columns are kept, and options that a foreign-data wrapper understands. */
#include "sql.h"

#include <string.h>

/* --- Columns ------------------------------------------------------------------------------ */

static struct mg_buf *alter(struct mg_script *actions, const mg_column *c)
{
    struct mg_buf *b = mg_sql_action(actions);

    mg_buf_add(b, "ALTER COLUMN ");
    mg_buf_ident(b, c->name);
    return b;
}

static void add_options(struct mg_script *actions, const mg_column *c, const char *what,
                        mg_list list)
{
    struct mg_buf *b;

    if (!list || !list[0])
        return;
    b = alter(actions, c);
    mg_buf_printf(b, " %s (", what);
    mg_sql_list(b, list);
    mg_buf_addc(b, ')');
}

void mg_sql_column_attributes(struct mg_script *actions, const mg_column *c)
{
    if (c->storage)
        mg_buf_printf(alter(actions, c), " SET STORAGE %s", c->storage);
    if (c->compression)
        mg_buf_printf(alter(actions, c), " SET COMPRESSION %s", c->compression);
    if (c->statistics)
        mg_buf_printf(alter(actions, c), " SET STATISTICS %s", c->statistics);
    add_options(actions, c, "RESET", c->reset);
    add_options(actions, c, "SET", c->with);
}

void mg_sql_item_attributes(struct mg_script *script, const char *table, const mg_item *items)
{
    struct mg_script actions = {0};

    for (; items->column || items->constraint || items->options; items++)
        if (items->column)
            mg_sql_column_attributes(&actions, items->column);
    mg_sql_alter_table(script, table, &actions);
}

/* --- Options of foreign-data wrappers ------------------------------------------------------ */

/* SET host 'films.example' of "host=films.example". */
static void add_option(struct mg_buf *b, const char *verb, const char *option)
{
    size_t n = strcspn(option, "=");
    struct mg_buf name = MG_BUF_INIT;

    mg_buf_add(b, verb);
    mg_buf_addn(&name, option, n);
    if (mg_buf_failed(&name))
        b->failed = true;
    else
        mg_buf_ident(b, mg_buf_text(&name));
    mg_buf_free(&name);
    if (option[n]) {
        mg_buf_addc(b, ' ');
        mg_buf_literal(b, option + n + 1);
    }
}

static void add_list(struct mg_buf *b, const char *verb, mg_list list, bool *any)
{
    for (; list && *list; list++) {
        mg_buf_add(b, *any ? ", " : " OPTIONS (");
        add_option(b, verb, *list);
        *any = true;
    }
}

void mg_sql_fdw_options(struct mg_buf *b, mg_list options)
{
    bool any = false;

    add_list(b, "", options, &any);
    if (any)
        mg_buf_addc(b, ')');
}

void mg_sql_fdw_changes(struct mg_buf *b, mg_list set, mg_list add, mg_list drop)
{
    bool any = false;

    add_list(b, "DROP ", drop, &any);
    add_list(b, "SET ", set, &any);
    add_list(b, "ADD ", add, &any);
    if (any)
        mg_buf_addc(b, ')');
}
