/*
 * ALTER TABLE ADD COLUMN, all of them in one statement; constraints may come along.
 *
 * AccessExclusive, for a moment: a default that is constant or stable (now()) is not written to the
 * rows. A volatile default, an identity and a generated column rewrite the table; a CHECK reads it.
 *
 * FILL says what the rows that are there get, apart from the default of later ones. A constant is
 * added as a passing default, which costs nothing; anything else is an UPDATE of every row (which
 * fires the table's triggers), followed by SET NOT NULL, which reads the table.
 *
 * On a table in use, rows are filled in batches after the column is there, and constraints are
 * added as add_constraint does it. An identity and a generated column still rewrite it.
 *
 * Loses nothing; drop_column is the way back.
 */
#include "../recipes/distributed.h"
#include "../recipes/follow_names.h"
#include "../recipes/online.h"
#include "../stash/stash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A number, a string, true or false, perhaps cast: the same for every row. */
static bool is_constant(const char *p)
{
    if (strcmp(p, "true") == 0 || strcmp(p, "false") == 0)
        return true;
    if (*p == '\'') {
        for (p++; *p && (*p != '\'' || p[1] == '\''); p++)
            p += *p == '\'';
        if (!*p++)
            return false;
    } else {
        p += *p == '-';
        if (!isdigit((unsigned char)*p))
            return false;
        p += strspn(p, "0123456789.");
    }
    if (strncmp(p, "::", 2) == 0)
        p += 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz0123456789_ (),.[]");
    return !*p;
}

/* A column with FILL is added in a form of its own and completed when the rows are filled. */
static bool is_filled(const mg_column *c)
{
    return c->fill && !(c->default_ && strcmp(c->fill, c->default_) == 0);
}

/* It comes later, with its name. */
static void leave_nullable(mg_column *c)
{
    c->not_null = 0;
    c->not_null_name = NULL;
}

static void add_column_action(struct mg_script *actions, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_sql_action(actions);
    mg_column first = *c;

    if (is_filled(c) && is_constant(c->fill) && !c->identity) {
        first.default_ = c->fill;
    } else if (is_filled(c)) {
        first.default_ = first.identity = NULL;
        leave_nullable(&first);
    }
    mg_buf_add(b, "ADD COLUMN ");
    mg_sql_column(b, table, &first);
}

static void add_assignment(struct mg_buf *b, const mg_column *c)
{
    mg_buf_add(b, b->n ? ", " : "");
    mg_buf_ident(b, c->name);
    mg_buf_printf(b, " = %s", c->fill);
}

static struct mg_buf *alter_action(struct mg_script *actions, const mg_column *c)
{
    struct mg_buf *b = mg_sql_action(actions);

    mg_buf_add(b, "ALTER COLUMN ");
    mg_buf_ident(b, c->name);
    return b;
}

/* What add_column_action left out. */
static void complete_column(struct mg_script *actions, const char *table, const mg_column *c)
{
    bool passing = is_constant(c->fill) && !c->identity;

    if (c->default_)
        mg_buf_printf(alter_action(actions, c), " SET DEFAULT %s", c->default_);
    else if (passing)
        mg_buf_add(alter_action(actions, c), " DROP DEFAULT");
    if (c->not_null && !passing)
        mg_buf_add(alter_action(actions, c), " SET NOT NULL");
    if (mg_sql_is_serial(c)) {
        struct mg_buf *b = alter_action(actions, c);

        mg_buf_add(b, " SET DEFAULT ");
        mg_sql_serial_default(b, table, c);
    } else if (c->identity) {
        struct mg_buf *b = alter_action(actions, c);

        mg_buf_add(b, " ADD GENERATED ");
        mg_sql_identity(b, table, c);
    }
}

/* UPDATE t SET a = x, b = y. */
static void fill_rows(struct mg_script *script, const char *table, const mg_item *items)
{
    struct mg_buf assignments = MG_BUF_INIT;

    for (; items->column || items->constraint || items->options; items++) {
        const mg_column *c = items->column;

        if (c && is_filled(c) && (!is_constant(c->fill) || c->identity))
            add_assignment(&assignments, c);
    }
    if (mg_buf_failed(&assignments)) {
        script->failed = true;
    } else if (assignments.n) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "UPDATE ");
        mg_buf_name(b, table);
        mg_buf_printf(b, " SET %s", mg_buf_text(&assignments));
        /* Deferred foreign keys of the rows would still be waiting: ALTER TABLE refuses that. */
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), "SET CONSTRAINTS ALL IMMEDIATE");
    }
    mg_buf_free(&assignments);
}

/* The sequence of a serial column that is more than the type serial says. */
static bool has_sequence(const mg_item *item)
{
    const mg_column *c = item->column;

    return c && mg_sql_is_serial(c) && (is_filled(c) || !mg_sql_serial_type(c));
}

static void add_column_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_script first = {0}, last = {0};
    const mg_item *item;
    bool fills = false;

    for (item = a->items; item->column || item->constraint || item->options; item++) {
        if (!item->column)
            continue;
        if (has_sequence(item))
            mg_sql_serial_create(script, a->name, item->column);
        add_column_action(&first, a->name, item->column);
        if (is_filled(item->column)) {
            complete_column(&last, a->name, item->column);
            fills = true;
        }
    }
    for (item = a->items; item->column || item->constraint || item->options; item++) {
        struct mg_buf *b;

        if (!item->constraint)
            continue;
        b = mg_sql_action(fills ? &last : &first);
        mg_buf_add(b, "ADD ");
        mg_sql_constraint(b, item->constraint);
    }
    mg_sql_alter_table(script, a->name, &first);
    fill_rows(script, a->name, a->items);
    mg_sql_alter_table(script, a->name, &last);
    for (item = a->items; item->column || item->constraint || item->options; item++)
        if (item->column && is_filled(item->column) && item->column->not_null_name)
            mg_sql_not_null_name(script, a->name, item->column->name, item->column->not_null_name);
    for (item = a->items; item->column || item->constraint || item->options; item++)
        if (has_sequence(item))
            mg_sql_serial_own(script, a->name, item->column);
    for (item = a->items; item->column || item->constraint || item->options; item++)
        if (item->column && is_filled(item->column) && item->column->identity)
            mg_sql_continue_identity(script, a->name, item->column);
    mg_sql_item_attributes(script, a->name, a->items);
    mg_sql_item_comments(script, a->name, a->items);
}

/* --- On a table in use -------------------------------------------------------------------- */

/* What its rows get one by one; NULL: nothing, or it costs nothing. */
static const char *slow_fill(struct mg_site *site, const mg_column *c)
{
    if (is_filled(c))
        return is_constant(c->fill) ? NULL : c->fill;
    return c->default_ && mg_online_is_volatile(site, c->default_) ? c->default_ : NULL;
}

static bool is_rewrite(const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->column &&
            (items->column->identity || (items->column->generated && !items->column->virtual_)))
            return true;
    return false;
}

static bool takes_long(struct mg_site *site, const mg_item *items)
{
    for (; items->column || items->constraint || items->options; items++)
        if (items->constraint || (items->column && slow_fill(site, items->column)))
            return true;
    return false;
}

static size_t count(const mg_item *items)
{
    size_t n = 0;

    while (items[n].column || items[n].constraint || items[n].options)
        n++;
    return n;
}

/* The columns as they are added first: those that are filled slowly are bare, and NULL. */
static size_t first_columns(struct mg_site *site, const mg_item *items, mg_item *first,
                            mg_column *columns)
{
    size_t n = 0;

    for (; items->column || items->constraint || items->options; items++) {
        if (!items->column)
            continue;
        columns[n] = *items->column;
        columns[n].comment = NULL; /* that comes last */
        if (slow_fill(site, items->column)) {
            columns[n].default_ = columns[n].fill = NULL;
            leave_nullable(&columns[n]);
        }
        first[n].column = &columns[n];
        n++;
    }
    return n;
}

/* New rows get the default from the moment at which the column is there. */
static void set_defaults(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    struct mg_script actions = {0};

    for (const mg_item *item = a->items; item->column || item->constraint || item->options; item++)
        if (item->column && item->column->default_ && slow_fill(site, item->column))
            mg_buf_printf(alter_action(&actions, item->column), " SET DEFAULT %s",
                          item->column->default_);
    mg_sql_alter_table(script, a->name, &actions);
}

static void fill_slowly(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
        const mg_column *c = item->column;
        const char *fill = c ? slow_fill(site, c) : NULL;

        if (fill && c->not_null)
            mg_online_set_not_null(site, script, a->name, c->name, fill, c->not_null_name);
        else if (fill)
            mg_online_fill(site, script, a->name, c->name, fill);
    }
}

static bool add_slowly(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    size_t n = count(a->items);

    if (!mg_online_can(site, a->name) || is_rewrite(a->items) || !takes_long(site, a->items))
        return false;

    mg_item *first = calloc(n + 1, sizeof *first);
    mg_column *columns = calloc(n + 1, sizeof *columns);

    if (!first || !columns) {
        script->failed = true;
    } else {
        first_columns(site, a->items, first, columns);
        add_column_sql(&(mg_table_args){a->name, first}, script);
        set_defaults(site, script, a);
        mg_script_step(script, MG_STEP_COMMIT);
        fill_slowly(site, script, a);
        mg_online_constraints(site, script, a->name, a->items);
        mg_sql_item_comments(script, a->name, a->items);
    }
    free(first);
    free(columns);
    return true;
}

/* Citus takes no constraint along with anything else (add_constraint.c says where that is from). */
static bool add_apart(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    size_t n = count(a->items), columns = 0;
    mg_item *first;

    if (!mg_site_table(site, a->name)->distributed)
        return false;
    first = calloc(n + 1, sizeof *first);
    script->failed |= !first;
    for (size_t i = 0; first && i < n; i++)
        if (a->items[i].column)
            first[columns++] = a->items[i];
    if (first && columns < n) {
        add_column_sql(&(mg_table_args){a->name, first}, script);
        mg_online_constraints(site, script, a->name, a->items);
    }
    free(first);
    return columns < n;
}

/* --- What was set aside ------------------------------------------------------------------- */

/* The column under its name again, with what it had; rows that came since get the fill. */
static void restore_column(struct mg_site *site, struct mg_script *script, const char *table,
                           const mg_column *c, const char *held)
{
    mg_alter_column_args alter = {.table = table, .column = *c};

    mg_stash_restore_column(site, script, table, c->name, held);
    if (mg_sql_is_serial(c) && !c->sequence_type)
        alter.column.sequence_type = c->type;
    alter.column.type = alter.column.collation = NULL;
    if (mg_site_table(site, table)->distributed)
        mg_distributed_leave_numbers(&alter.column);
    if (!c->not_null)
        alter.column.fill = NULL;
    if (!mg_op_alter_column.online(&alter, site, script))
        mg_op_alter_column.sql(&alter, script);
}

/* Restores what is held; the other lines are left for the rest. True if there was anything. */
static bool restore_columns(struct mg_site *site, struct mg_script *script, const mg_table_args *a,
                            mg_item *rest)
{
    bool any = false;

    for (const mg_item *item = a->items; item->column || item->constraint || item->options;
         item++) {
        struct mg_buf held = MG_BUF_INIT;

        if (item->column && mg_stash_holds(site, a->name, item->column->name, &held)) {
            restore_column(site, script, a->name, item->column, mg_buf_text(&held));
            any = true;
        } else {
            *rest++ = *item;
        }
        mg_buf_free(&held);
    }
    return any;
}

static bool add_column_online(const void *args, struct mg_site *site, struct mg_script *script);

static void add_rest(struct mg_site *site, struct mg_script *script, const mg_table_args *rest)
{
    if (!count(rest->items))
        return;
    if (!add_column_online(rest, site, script))
        add_column_sql(rest, script);
    for (const mg_item *item = rest->items; item->column || item->constraint || item->options;
         item++)
        site->saves &= !item->column; /* what loss() says may be about that one */
}

/* With the names of NOT NULL that have to be said; false if none has. */
static bool add_named(struct mg_site *site, struct mg_script *script, const mg_table_args *a)
{
    struct mg_named named;
    bool says = mg_say_not_null_names(site, a, &named);

    if (says && !named.items)
        script->failed = true;
    else if (says && !add_slowly(site, script, &(mg_table_args){a->name, named.items}))
        add_column_sql(&(mg_table_args){a->name, named.items}, script);
    mg_named_free(&named);
    return says;
}

static bool add_column_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_table_args *a = args;
    size_t n = count(a->items);
    mg_item *rest = calloc(n + 1, sizeof *rest);
    if (!rest)
        return !mg_fail_memory(site->error);

    bool restored = restore_columns(site, script, a, rest);

    restored |= mg_distributed_add_columns(site, script, a->name, rest);
    if (restored)
        add_rest(site, script, &(mg_table_args){a->name, rest});
    free(rest);
    return restored || add_named(site, script, a) || add_slowly(site, script, a) ||
           add_apart(site, script, a);
}

const struct mg_operation mg_op_add_column = {
    .name = "add_column",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = add_column_sql,
    .online = add_column_online,
    .restores = true,
};
