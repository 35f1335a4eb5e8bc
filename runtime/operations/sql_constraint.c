#include "sql.h"

#include <string.h>

static void add_columns(struct mg_buf *b, const mg_constraint *c)
{
    const char *list[33] = {NULL};

    memcpy(list, c, 32 * sizeof *list); /* column0 to column31: what the struct starts with */
    mg_buf_addc(b, '(');
    mg_sql_names(b, list);
    mg_buf_addc(b, ')');
}

static void add_include(struct mg_buf *b, const mg_constraint *c)
{
    if (!c->include || !c->include[0])
        return;
    mg_buf_add(b, " INCLUDE (");
    mg_sql_names(b, c->include);
    mg_buf_addc(b, ')');
}

static void add_references(struct mg_buf *b, const mg_constraint *c)
{
    mg_buf_add(b, " REFERENCES ");
    mg_buf_name(b, c->references);
    if (c->referenced && c->referenced[0]) {
        mg_buf_add(b, " (");
        mg_sql_names(b, c->referenced);
        mg_buf_addc(b, ')');
    }
    if (c->match)
        mg_buf_printf(b, " MATCH %s", c->match);
    if (c->on_delete)
        mg_buf_printf(b, " ON DELETE %s", c->on_delete);
    if (c->set_columns && c->set_columns[0]) {
        mg_buf_add(b, " (");
        mg_sql_names(b, c->set_columns);
        mg_buf_addc(b, ')');
    }
    if (c->on_update)
        mg_buf_printf(b, " ON UPDATE %s", c->on_update);
}

void mg_sql_constraint(struct mg_buf *b, const mg_constraint *c)
{
    if (c->name) {
        mg_buf_add(b, "CONSTRAINT ");
        mg_buf_ident(b, c->name);
        mg_buf_addc(b, ' ');
    }
    mg_buf_printf(b, "%s%s ", c->type, c->nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
    if (strcmp(c->type, "CHECK") == 0)
        mg_sql_parenthesized(b, c->column0);
    else
        add_columns(b, c);
    add_include(b, c);
    mg_sql_with(b, c->with);
    if (c->references)
        add_references(b, c);
    mg_buf_add(b, c->no_inherit ? " NO INHERIT" : "");
    mg_buf_add(b, c->deferrable ? " DEFERRABLE" : "");
    mg_buf_add(b, c->initially_deferred ? " INITIALLY DEFERRED" : "");
    mg_buf_add(b, c->not_valid ? " NOT VALID" : "");
}
