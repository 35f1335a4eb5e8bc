/*
 * Where a rule of Citus's comes from: ErrorIfUnsupportedAlterTableStmt and the functions beside it
 * in src/backend/distributed/commands/table.c and sequence.c of citusdata/citus.
 */
#include "distributed.h"

#include "online.h"

static void add_by_itself(struct mg_site *site, struct mg_script *script, const char *table,
                          const mg_column *c)
{
    const mg_table_args a = {table, (const mg_item[]){{.column = c}, {NULL, NULL, NULL}}};

    if (!mg_op_add_column.online(&a, site, script))
        mg_op_add_column.sql(&a, script);
}

static struct mg_buf *alter(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_online_alter(script, table);

    mg_buf_add(b, " ALTER COLUMN ");
    mg_buf_ident(b, c->name);
    return b;
}

static void refuse(struct mg_script *script, const char *table, const mg_column *c, const char *why)
{
    mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL), "column %s of table %s: %s", c->name,
                  table, why);
}

/*
 * "cannot execute ADD COLUMN commands involving serial pseudotypes when metadata is synchronized to
 * workers": but a sequence that is owned first may become the default afterwards. No row that is
 * there gets a number of it, as UPDATE takes no nextval().
 */
static void add_serial(struct mg_site *site, struct mg_script *script, const char *table,
                       const mg_column *c)
{
    mg_column bare = *c;

    if (c->not_null && !c->fill && mg_site_in_use(site, table)) {
        refuse(script, table, c,
               "Citus numbers no rows that are there already; FILL(...) says what they get");
        return;
    }
    bare.identity = bare.sequence_type = bare.start = bare.increment = NULL;
    bare.minvalue = bare.maxvalue = bare.cache = NULL;
    bare.cycle = 0;
    bare.not_null &= c->fill != NULL;
    mg_sql_serial_create(script, table, c);
    add_by_itself(site, script, table, &bare);
    mg_sql_serial_own(script, table, c);

    struct mg_buf *b = alter(script, table, c);

    mg_buf_add(b, " SET DEFAULT ");
    mg_sql_serial_default(b, table, c);
    if (c->not_null && !c->fill)
        mg_buf_add(alter(script, table, c), " SET NOT NULL");
}

/*
 * Each node works the default out for its own rows: of shards that is as it should be, but the
 * copies of a reference table would differ.
 */
static void add_volatile(struct mg_site *site, struct mg_script *script, const char *table,
                         const mg_column *c)
{
    const mg_table_args a = {table, (const mg_item[]){{.column = c}, {NULL, NULL, NULL}}};

    if (mg_site_table(site, table)->copied && mg_site_in_use(site, table))
        refuse(script, table, c,
               "each copy of the reference table would get values of its own by a default that is "
               "volatile; FILL(...) says what the rows get that are there already");
    else
        mg_op_add_column.sql(&a, script);
}

bool mg_distributed_add_columns(struct mg_site *site, struct mg_script *script, const char *table,
                                mg_item *items)
{
    mg_item *rest = items;
    bool any = false;

    if (!mg_site_table(site, table)->distributed)
        return false;
    for (; items->column || items->constraint || items->options; items++) {
        const mg_column *c = items->column;

        if (c && mg_sql_is_serial(c))
            add_serial(site, script, table, c);
        else if (c && c->identity)
            refuse(script, table, c,
                   "Citus adds no identity to a table that it keeps; a SERIAL column it can have");
        else if (c && c->default_ && !c->fill && mg_online_is_volatile(site, c->default_))
            add_volatile(site, script, table, c);
        else
            *rest++ = *items;
    }
    any = rest != items;
    *rest = (mg_item){NULL, NULL, NULL};
    return any;
}

void mg_distributed_leave_numbers(mg_column *c)
{
    bool identity = c->identity && !mg_sql_is_serial(c);

    c->identity = c->sequence_type = c->start = c->increment = NULL;
    c->minvalue = c->maxvalue = c->cache = NULL;
    c->cycle = 0;
    c->not_null &= !identity;
}
