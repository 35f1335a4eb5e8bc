#include "sql.h"

#include <string.h>

/* (a, b): names; the last one of a key in time stands out. */
static void add_names(struct mg_buf *b, mg_list list, const char *before_last,
                      const char *behind_last)
{
    mg_buf_addc(b, '(');
    for (size_t i = 0; list && list[i]; i++) {
        mg_buf_printf(b, "%s%s", i ? ", " : "", list[i + 1] ? "" : before_last);
        mg_buf_ident(b, list[i]);
    }
    mg_buf_printf(b, "%s)", behind_last);
}

static void add_columns(struct mg_buf *b, const mg_constraint *c)
{
    const char *list[33] = {NULL};

    memcpy(list, c, 32 * sizeof *list); /* column0 to column31: what the struct starts with */
    add_names(b, list, c->period ? "PERIOD " : "", c->without_overlaps ? " WITHOUT OVERLAPS" : "");
}

static void add_elements(struct mg_buf *b, const mg_constraint *c)
{
    const char *list[33] = {NULL};

    memcpy(list, c, 32 * sizeof *list);
    if (c->method) {
        mg_buf_add(b, "USING ");
        mg_buf_ident(b, c->method);
        mg_buf_addc(b, ' ');
    }
    mg_buf_addc(b, '(');
    mg_sql_list(b, list);
    mg_buf_addc(b, ')');
}

/* What the constraint says of its index. */
static void add_index(struct mg_buf *b, const mg_constraint *c)
{
    mg_sql_with(b, c->with);
    if (c->tablespace) {
        mg_buf_add(b, " USING INDEX TABLESPACE ");
        mg_buf_ident(b, c->tablespace);
    }
    if (c->where) {
        mg_buf_add(b, " WHERE ");
        mg_sql_parenthesized(b, c->where);
    }
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
        mg_buf_addc(b, ' ');
        add_names(b, c->referenced, c->period ? "PERIOD " : "", "");
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
    else if (strcmp(c->type, "EXCLUDE") == 0)
        add_elements(b, c);
    else
        add_columns(b, c);
    add_include(b, c);
    add_index(b, c);
    if (c->references)
        add_references(b, c);
    mg_buf_add(b, c->no_inherit ? " NO INHERIT" : "");
    mg_buf_add(b, c->deferrable ? " DEFERRABLE" : "");
    mg_buf_add(b, c->initially_deferred ? " INITIALLY DEFERRED" : "");
    mg_buf_add(b, c->not_valid ? " NOT VALID" : "");
    mg_buf_add(b, c->not_enforced ? " NOT ENFORCED" : "");
}
