#include "sql.h"

#include <ctype.h>
#include <string.h>

/*
 * DEFAULT in a column's definition takes less than a whole expression (the grammar's b_expr has no
 * AND, IN, IS, AT TIME ZONE, ...): what is not one plain word, call or constant, perhaps cast, gets
 * parentheses.
 */
static bool is_one_term(const char *p)
{
    int depth = 0;
    char quote = 0;

    p += *p == '-';
    for (; *p; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '\'' || *p == '"')
            quote = *p;
        else if (*p == '(' || *p == '[')
            depth++;
        else if (*p == ')' || *p == ']')
            depth--;
        else if (depth == 0 && !isalnum((unsigned char)*p) && !strchr("_.:", *p))
            return false;
    }
    return depth == 0 && !quote;
}

void mg_sql_default(struct mg_buf *b, const char *expression)
{
    mg_buf_add(b, " DEFAULT ");
    if (is_one_term(expression))
        mg_buf_add(b, expression);
    else
        mg_sql_parenthesized(b, expression);
}

void mg_sql_identity(struct mg_buf *b, const char *table, const mg_column *c)
{
    struct mg_buf options = MG_BUF_INIT;
    const mg_sequence_args sequence = mg_sql_sequence_of(c);

    if (c->sequence) {
        /* Without a schema it would be made in the default one, which may not be the table's. */
        mg_buf_add(&options, " SEQUENCE NAME ");
        mg_sql_name_beside(&options, table, c->sequence);
    }
    mg_sql_sequence_options(&options, &sequence, " ");
    mg_buf_printf(b, "%s AS IDENTITY", c->identity);
    if (mg_buf_failed(&options))
        b->failed = true;
    else if (options.n)
        mg_buf_printf(b, " (%s)", mg_buf_text(&options) + 1);
    mg_buf_free(&options);
}

void mg_sql_column(struct mg_buf *b, const char *table, const mg_column *c)
{
    const char *serial = mg_sql_serial_type(c);

    mg_buf_ident(b, c->name);
    mg_buf_printf(b, " %s", serial ? serial : c->type);
    mg_sql_fdw_options(b, c->fdw);
    if (c->collation) {
        mg_buf_add(b, " COLLATE ");
        mg_buf_name(b, c->collation);
    }
    if (c->not_null_name) {
        mg_buf_add(b, " CONSTRAINT ");
        mg_buf_ident(b, c->not_null_name);
    }
    if (c->not_null || c->not_null_name)
        mg_buf_add(b, " NOT NULL");
    if (c->identity && !mg_sql_is_serial(c)) {
        mg_buf_add(b, " GENERATED ");
        mg_sql_identity(b, table, c);
    }
    if (mg_sql_is_serial(c) && !serial) {
        mg_buf_add(b, " DEFAULT ");
        mg_sql_serial_default(b, table, c);
    }
    if (c->generated) {
        mg_buf_add(b, " GENERATED ALWAYS AS ");
        mg_sql_parenthesized(b, c->generated);
        mg_buf_add(b, c->virtual_ ? " VIRTUAL" : " STORED");
    }
    if (c->default_)
        mg_sql_default(b, c->default_);
}

/*
 * A sequence that counts up goes on behind the greatest value, one that counts down before the
 * least; a start that is further along anyway stays.
 */
void mg_sql_continue_identity(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf name = MG_BUF_INIT, column = MG_BUF_INIT;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    bool down = c->increment && c->increment[0] == '-';
    const char *last = down ? "min" : "max";

    mg_buf_name(&name, table);
    mg_buf_ident(&column, c->name);
    if (mg_buf_failed(&name) || mg_buf_failed(&column)) {
        b->failed = true;
    } else {
        mg_buf_add(b, "SELECT setval(pg_get_serial_sequence(");
        mg_buf_literal(b, mg_buf_text(&name));
        mg_buf_add(b, ", ");
        mg_buf_literal(b, c->name);
        mg_buf_printf(b, "), %s(%s)) FROM %s HAVING %s(%s) %s %s", last, mg_buf_text(&column),
                      mg_buf_text(&name), last, mg_buf_text(&column), down ? "<=" : ">=",
                      c->start ? c->start
                      : down   ? "-1"
                               : "1");
    }
    mg_buf_free(&name);
    mg_buf_free(&column);
}
