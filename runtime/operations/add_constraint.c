/*
 * ALTER TABLE ADD CONSTRAINT, all of them in one statement.
 *
 * PRIMARY KEY and UNIQUE build their index under AccessExclusive; CHECK reads the whole table under
 * AccessExclusive; FOREIGN KEY reads it under ShareRowExclusive on both tables, which blocks writes
 * to them. On a table in use all of that is done without keeping others waiting, one constraint
 * after the other; only exclusion constraints cannot be. Rows that break the constraint make it
 * fail. Loses nothing.
 *
 * Citus takes one of them at a time ("cannot execute ADD CONSTRAINT command with other
 * subcommands", src/backend/distributed/commands/table.c), and none USING INDEX (its issues 1721,
 * 4774, 3232): on its tables keys are built while writes wait. NOT VALID and VALIDATE it passes on.
 */
#include <string.h>

#include "../recipes/online.h"

static void add_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_script actions = {0};
    bool only = false;

    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
        struct mg_buf *b;

        if (!item->constraint)
            continue;
        b = mg_sql_action(&actions);
        mg_buf_add(b, "ADD ");
        mg_sql_constraint(b, item->constraint);
        only |= item->constraint->only;
    }
    mg_sql_alter(script, only ? "TABLE ONLY" : "TABLE", a->name, &actions);
    mg_sql_item_comments(script, a->name, a->items);
}

/* Constraints that no recipe is for, and those that are not looked at anyway. */
static bool is_plain(const mg_constraint *c)
{
    return c->not_valid || c->only || c->without_overlaps || strncmp(c->type, "EXCLUDE", 7) == 0;
}

static void set_not_null(struct mg_site *site, struct mg_script *script, const char *table,
                         const mg_constraint *c)
{
    const char *const *columns = &c->column0;

    for (size_t i = 0; i < 32 && columns[i]; i++)
        if (!mg_online_is_not_null(site, table, columns[i]))
            mg_online_set_not_null(site, script, table, columns[i], NULL, NULL);
}

/* By itself, as plain statements do it. */
static void add_plainly(struct mg_script *script, const char *table, const mg_constraint *c)
{
    add_constraint_sql(
        &(mg_table_args){table, (const mg_item[]){{.constraint = c}, {NULL, NULL, NULL}}}, script);
}

static void add_to_partitioned(struct mg_site *site, struct mg_script *script, const char *table,
                               const mg_constraint *c)
{
    struct mg_script late = {0};

    if (c->references && mg_late_has(site, MG_LATE_KEY)) {
        add_plainly(&late, table, c); /* it may refer to a key that is not there before that */
        mg_late_add(site, MG_LATE_OTHER, NULL, &late);
        return;
    }
    if (!(c->references ? mg_online_partitioned_foreign_key(site, script, table, c)
                        : mg_online_partitioned_key(site, script, table, c)))
        add_plainly(script, table, c);
}

/* Citus: one by one, and without an index that is there already. */
static void add_to_distributed(struct mg_site *site, struct mg_script *script, const char *table,
                               const mg_constraint *c)
{
    bool in_use = mg_online_can(site, table) && !mg_site_table(site, table)->partitioned;

    if (in_use && !is_plain(c) && strcmp(c->type, "PRIMARY KEY") == 0)
        set_not_null(site, script, table, c);
    if (in_use && !is_plain(c) && (c->references || strcmp(c->type, "CHECK") == 0))
        mg_online_add_constraint(site, script, table, c);
    else
        add_plainly(script, table, c);
}

static void add_one(struct mg_site *site, struct mg_script *script, const char *table,
                    const mg_constraint *c)
{
    bool check = strcmp(c->type, "CHECK") == 0;

    if (mg_site_table(site, table)->distributed) {
        add_to_distributed(site, script, table, c);
        return;
    }
    if (strcmp(c->type, "PRIMARY KEY") == 0)
        set_not_null(site, script, table, c);
    if (mg_site_table(site, table)->partitioned && !check)
        add_to_partitioned(site, script, table, c);
    else if (check || c->references)
        mg_online_add_constraint(site, script, table, c);
    else
        mg_online_add_key(site, script, table, c);
}

void mg_online_constraints(struct mg_site *site, struct mg_script *script, const char *table,
                           const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->constraint)
            add_one(site, script, table, items->constraint);
}

void mg_online_foreign_keys(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
        if (!item->constraint || !item->constraint->references)
            continue;
        mg_online_commit(script); /* the other table is not to be kept locked */
        if (mg_site_table(site, a->name)->partitioned || is_plain(item->constraint))
            add_plainly(script, a->name, item->constraint);
        else
            mg_online_add_constraint(site, script, a->name, item->constraint);
    }
}

/* Where a name is another's until the end, so is the comment. */
static void add_comments(const mg_table_args *a, struct mg_site *site, struct mg_script *script)
{
    struct mg_script late = {0};

    mg_sql_item_comments(mg_late_is_empty(site) ? script : &late, a->name, a->items);
    mg_late_add(site, MG_LATE_OTHER, NULL, &late);
}

static bool add_constraint_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_table_args *a = args;

    if (mg_site_table(site, a->name)->restored) {
        mg_online_foreign_keys(site, script, a);
        return true;
    }
    if (!mg_site_table(site, a->name)->distributed && !mg_online_can(site, a->name))
        return false;
    for (const mg_item *item = a->items; item->column || item->constraint || item->options; item++)
        if (item->constraint && is_plain(item->constraint) &&
            !mg_site_table(site, a->name)->distributed)
            return false;
    mg_online_constraints(site, script, a->name, a->items);
    add_comments(a, site, script);
    return true;
}

const struct mg_operation mg_op_add_constraint = {
    .name = "add_constraint",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = add_constraint_sql,
    .online = add_constraint_online,
};
