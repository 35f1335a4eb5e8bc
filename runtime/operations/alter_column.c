/*
 * ALTER TABLE ALTER COLUMN: type, collation, default, NOT NULL, identity, generation; as much as
 * possible in one statement. PostgreSQL carries its parts out in an order of its own that is the
 * one wanted here: what is dropped, the type, NOT NULL, then new defaults and identities.
 *
 * AccessExclusive, for a moment, except: most changes of TYPE rewrite the table and its indexes
 * (varchar(50) to varchar(100) or text and numeric(10,2) to numeric(12,2) do not), and NOT_NULL
 * reads it. FILL is an UPDATE of the rows that are NULL, which fires the table's triggers. On a
 * table in use NOT NULL and FILL keep nobody waiting: the rows are filled in batches, and read by
 * the validation of a check that stands in for NOT NULL.
 *
 * Loses what a narrower type cannot hold, the position of a dropped identity's sequence, and the
 * expression of a column that is no longer generated.
 */
#include "../recipes/follow_names.h"
#include "../recipes/online.h"
#include "../recipes/retype.h"
#include "../stash/stash.h"
#include "../stash/stash_values.h"

#include <string.h>

static struct mg_buf *action(struct mg_script *actions, const mg_column *c)
{
    struct mg_buf *b = mg_sql_action(actions);

    mg_buf_add(b, "ALTER COLUMN ");
    mg_buf_ident(b, c->name);
    return b;
}

static void alter_type(struct mg_script *actions, const mg_column *c)
{
    struct mg_buf *b = action(actions, c);

    mg_buf_printf(b, " TYPE %s", c->type);
    if (c->collation) {
        mg_buf_add(b, " COLLATE ");
        mg_buf_name(b, c->collation);
    }
    if (c->using_)
        mg_buf_printf(b, " USING %s", c->using_);
}

/* What a change of type in the same statement would still see. */
static void end_generation(struct mg_script *actions, const mg_column *c)
{
    if (c->no_expression)
        mg_buf_add(action(actions, c), " DROP EXPRESSION");
    if (c->no_identity)
        mg_buf_add(action(actions, c), " DROP IDENTITY");
    if (c->no_serial && !c->no_default && !c->default_)
        mg_buf_add(action(actions, c), " DROP DEFAULT");
}

/* What else is taken away, and the type. */
static void alter_before(struct mg_script *actions, const mg_column *c)
{
    if (c->nullable)
        mg_buf_add(action(actions, c), " DROP NOT NULL");
    /* The old default may have no cast to the new type, or another meaning in it. */
    if (c->no_default || (c->type && c->default_))
        mg_buf_add(action(actions, c), " DROP DEFAULT");
    if (c->type)
        alter_type(actions, c);
    if (c->default_)
        mg_buf_printf(action(actions, c), " SET DEFAULT %s", c->default_);
    if (c->generated) {
        struct mg_buf *b = action(actions, c);

        mg_buf_add(b, " SET EXPRESSION AS "); /* from PostgreSQL 17 on */
        mg_sql_parenthesized(b, c->generated);
    }
}

static void alter_fdw(struct mg_script *actions, const mg_column *c)
{
    struct mg_buf options = MG_BUF_INIT;

    mg_sql_fdw_changes(&options, c->fdw, c->fdw_add, c->fdw_drop);
    if (mg_buf_failed(&options))
        actions->failed = true;
    else if (options.n)
        mg_buf_add(action(actions, c), mg_buf_text(&options));
    mg_buf_free(&options);
}

/* What needs the rows filled and the type in place. */
static void alter_after(struct mg_script *actions, const char *table, const mg_column *c)
{
    struct mg_buf options = MG_BUF_INIT;
    const mg_sequence_args sequence = mg_sql_sequence_of(c);

    mg_sql_column_attributes(actions, c);
    alter_fdw(actions, c);

    if (c->not_null)
        mg_buf_add(action(actions, c), " SET NOT NULL");
    if (mg_sql_is_serial(c)) {
        struct mg_buf *b = action(actions, c);

        mg_buf_add(b, " SET DEFAULT ");
        mg_sql_serial_default(b, table, c);
        return;
    }
    if (c->identity) {
        struct mg_buf *b = action(actions, c);

        mg_buf_add(b, " ADD GENERATED ");
        mg_sql_identity(b, table, c);
        return;
    }
    if (c->set_generated)
        mg_buf_printf(&options, " SET GENERATED %s", c->set_generated);
    mg_sql_sequence_options(&options, &sequence, " SET ");
    if (mg_buf_failed(&options))
        actions->failed = true;
    else if (options.n)
        mg_buf_add(action(actions, c), mg_buf_text(&options));
    mg_buf_free(&options);
}

static void fill_rows(struct mg_script *script, const char *table, const mg_column *c)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " SET ");
    mg_buf_ident(b, c->name);
    mg_buf_printf(b, " = %s WHERE ", c->fill);
    mg_buf_ident(b, c->name);
    mg_buf_add(b, " IS NULL");
    /* A deferred foreign key of the column would still be waiting: ALTER TABLE refuses that. */
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), "SET CONSTRAINTS ALL IMMEDIATE");
}

/*
 * Between identity and serial column the next value is kept: the old sequence is set aside until
 * the new one has taken it over. That of an identity then goes with it.
 */
static bool changes_sequence(const mg_column *c)
{
    return mg_sql_is_serial(c) ? c->no_identity : c->identity && c->no_serial;
}

static void begin_sequence(struct mg_script *script, const char *table, const mg_column *c)
{
    if (changes_sequence(c)) {
        if (c->no_serial) {
            struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

            mg_buf_add(b, "ALTER SEQUENCE ");
            mg_sql_serial_name(b, table, c, NULL);
            mg_buf_add(b, " OWNED BY NONE");
        }
        mg_sql_serial_set_aside(script, table, c);
    }
    if (mg_sql_is_serial(c))
        mg_sql_serial_create(script, table, c);
    if (mg_sql_is_serial(c) && c->no_identity)
        mg_sql_serial_take_over(script, table, c);
}

static void end_sequence(struct mg_script *script, const char *table, const mg_column *c)
{
    if (c->no_serial && c->identity)
        mg_sql_serial_take_over(script, table, c);
    if (c->no_serial)
        mg_sql_serial_drop(script, table, c, c->identity ? "old" : NULL);
    if (mg_sql_is_serial(c))
        mg_sql_serial_own(script, table, c);
    if (c->identity && !changes_sequence(c))
        mg_sql_continue_identity(script, table, c);
}

static void alter_column_sql(const void *args, struct mg_script *script)
{
    const mg_alter_column_args *a = args;
    const mg_column *c = &a->column;
    struct mg_script ended = {0}, first = {0}, last = {0};
    /* The fill is of the new type; an identity's sequence takes the type that the column has. */
    bool apart = c->type && (c->fill || c->identity);
    const char *alter = c->only ? "TABLE ONLY" : "TABLE";

    if (c->collation && !c->type) {
        mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                      "column %s of table %s: COLLATE goes with TYPE", c->name, a->table);
        return;
    }
    begin_sequence(script, a->table, c);
    if (c->fill && !apart)
        fill_rows(script, a->table, c);
    end_generation(c->type ? &ended : &first, c);
    alter_before(&first, c);
    alter_after(apart ? &last : &first, a->table, c);
    mg_sql_alter(script, alter, a->table, &ended);
    mg_sql_alter(script, alter, a->table, &first);
    if (c->fill && apart)
        fill_rows(script, a->table, c);
    mg_sql_alter(script, alter, a->table, &last);
    end_sequence(script, a->table, c);
    if (c->not_null_name)
        mg_sql_not_null_name(script, a->table, c->name, c->not_null_name);
    if (c->comment)
        mg_sql_comment(script, &(const mg_comment_args){"COLUMN", a->table, c->name, c->comment});
}

/* A column that was made anew as a generated one: the plain one that was set aside comes back. */
static bool bring_back(const mg_alter_column_args *a, struct mg_site *site,
                       struct mg_script *script)
{
    struct mg_buf held = MG_BUF_INIT;
    mg_alter_column_args rest = *a;
    bool holds = a->column.no_expression && mg_stash_holds(site, a->table, a->column.name, &held);

    if (holds) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER TABLE ");
        mg_buf_name(b, a->table);
        mg_buf_add(b, " DROP COLUMN ");
        mg_buf_ident(b, a->column.name);
        mg_stash_restore_column(site, script, a->table, a->column.name, mg_buf_text(&held));
        rest.column.no_expression = 0;
        alter_column_sql(&rest, script);
    }
    mg_buf_free(&held);
    return holds;
}

static bool fills_key(struct mg_site *site, const mg_alter_column_args *a)
{
    struct mg_buf column = MG_BUF_INIT;

    mg_buf_ident(&column, a->column.name);

    bool does =
        !mg_site_wrote(site, &column) || mg_online_moves_rows(site, a->table, mg_buf_text(&column));

    mg_buf_free(&column);
    return does;
}

/* A rewrite that somebody wants to do without; true if that was possible. */
static bool change_online(const struct mg_values *values, struct mg_site *site,
                          struct mg_script *script)
{
    const mg_alter_column_args *a = &values->args;
    struct mg_script after = {0};
    struct mg_buf why = MG_BUF_INIT;
    mg_alter_column_args rest = *a;
    bool can;

    if (!(a->column.online || site->no_rewrite) || !mg_site_in_use(site, a->table) ||
        !mg_retype_is_long(site, a))
        return false;
    rest.column.type = rest.column.collation = rest.column.using_ = NULL;
    rest.column.not_null = rest.column.nullable = 0;
    alter_column_sql(&rest, &after);
    mg_values_end(&after, values);
    can = mg_retype(site, script, values, &after, &why);
    if (!can)
        mg_buf_printf(&site->hindered, "%s.%s cannot change its type without: %s\n", a->table,
                      a->column.name, mg_buf_failed(&why) ? "" : mg_buf_text(&why));
    mg_script_free(&after);
    mg_buf_free(&why);
    return can;
}

/* What it replaces is kept, and what its other way replaced comes back with it. */
static bool change_type(const mg_alter_column_args *a, struct mg_site *site,
                        struct mg_script *script)
{
    const char *using_ = a->column.using_;
    bool in_use = mg_site_in_use(site, a->table);
    const struct mg_values_change change = {.writes = in_use && mg_retype_is_long(site, a),
                                            .varies = in_use && using_ &&
                                                      mg_online_is_volatile(site, using_)};
    struct mg_values values;
    bool done;

    mg_values_begin(site, script, a, &change, &values);
    done = change_online(&values, site, script);
    if (!done && (values.fate != MG_VALUES_STAY || values.back.n)) {
        mg_values_follow(script, &values, NULL);
        mg_values_keep(site, script, &values);
        alter_column_sql(&values.args, script);
        mg_values_find(script, &values);
        mg_values_end(script, &values);
        done = true;
    }
    mg_values_free(&values);
    return done;
}

static bool alter_somehow(const mg_alter_column_args *a, struct mg_site *site,
                          struct mg_script *script)
{
    const mg_column *c = &a->column;
    mg_alter_column_args rest = *a;
    bool not_null = c->not_null && !mg_online_is_not_null(site, a->table, c->name);

    if (bring_back(a, site, script))
        return true;
    if (c->type)
        return change_type(a, site, script);
    if (c->identity || (!not_null && !c->fill) || c->only || !mg_online_can(site, a->table) ||
        (c->fill && fills_key(site, a)))
        return false;
    rest.column.not_null = 0;
    rest.column.fill = NULL;
    rest.column.not_null_name = NULL;
    alter_column_sql(&rest, script);
    if (not_null)
        mg_online_set_not_null(site, script, a->table, c->name, c->fill, NULL);
    else
        mg_online_fill(site, script, a->table, c->name, c->fill);
    if (c->not_null_name)
        mg_sql_not_null_name(script, a->table, c->name, c->not_null_name);
    return true;
}

static bool alter_column_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_alter_column_args *a = args;
    bool done = alter_somehow(a, site, script);
    bool asks = a->column.nullable && !a->column.only;
    PGresult *left = asks ? mg_left_not_null(site, a->table, a->column.name) : NULL;

    if (left && !done)
        alter_column_sql(a, script);
    if (left)
        mg_drop_left_not_null(site, script, left, a->column.name);
    PQclear(left);
    return done || left;
}

// clang-format off
static const struct mg_word column_words[] = {
    MG_WORD_TYPE("TYPE", MG_TEXT, mg_column, type),
    MG_WORD("COLLATE", MG_TEXT, mg_column, collation),
    MG_WORD("USING", MG_TEXT, mg_column, using_),
    MG_WORD("NULLABLE", MG_FLAG, mg_column, nullable),
    MG_WORD("NOT_NULL", MG_FLAG, mg_column, not_null),
    MG_WORD("NOT_NULL_NAME", MG_TEXT, mg_column, not_null_name),
    MG_WORD("FILL", MG_TEXT, mg_column, fill),
    MG_WORD("NO_DEFAULT", MG_FLAG, mg_column, no_default),
    MG_WORD("DEFAULT", MG_TEXT, mg_column, default_),
    MG_WORD("NO_EXPRESSION", MG_FLAG, mg_column, no_expression),
    MG_WORD_SINCE(17, "GENERATED", MG_TEXT, mg_column, generated),
    MG_WORD("NO_IDENTITY", MG_FLAG, mg_column, no_identity),
    MG_WORD("NO_SERIAL", MG_FLAG, mg_column, no_serial),
    { .word = "IDENTITY", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "BY DEFAULT" },
    { .word = "IDENTITY_ALWAYS", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "ALWAYS" },
    { .word = "SERIAL", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "SERIAL" },
    MG_WORD("SET_GENERATED", MG_BARE, mg_column, set_generated),
    MG_WORDS_SEQUENCE(mg_column),
    MG_WORD("NO_CYCLE", MG_FLAG, mg_column, no_cycle),
    MG_WORDS_ATTRIBUTES(mg_column),
    MG_WORD("RESET", MG_LIST, mg_column, reset),
    MG_WORD("FDW_OPTIONS", MG_LIST, mg_column, fdw),
    MG_WORD("ADD_FDW_OPTIONS", MG_LIST, mg_column, fdw_add),
    MG_WORD("DROP_FDW_OPTIONS", MG_LIST, mg_column, fdw_drop),
    MG_WORD("ONLY", MG_FLAG, mg_column, only),
    MG_WORD("ONLINE", MG_FLAG, mg_column, online),
    MG_WORD("COMMENT", MG_TEXT, mg_column, comment),
    MG_WORDS_END,
};

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_column_args, table),
    MG_WORD_POSITION(mg_alter_column_args, column.name),
    { .spelling = MG_WORDS, MG_AT(mg_alter_column_args, column), .words = column_words },
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_alter_column = {
    .name = "alter_column",
    .size = sizeof(mg_alter_column_args),
    .words = words,
    .sql = alter_column_sql,
    .online = alter_column_online,
    .restores = true,
};
