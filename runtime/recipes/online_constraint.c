/* Constraints of tables in use. */
#include <string.h>

#include "../sql/names.h"
#include "follow_names.h"
#include "online.h"

#include "../ledger/ledger.h" /* which brings words */

/* --- Checks and foreign keys -------------------------------------------------------------- */

/* What a step that validates says until the name is known. */
static void add_unnamed(struct mg_buf *b, const char *table)
{
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " VALIDATE CONSTRAINT");
}

/*
 * PostgreSQL chose a name: the constraint is the newest of its table, which nobody else can have
 * changed since, or the NOT NULL of the column. The step that validates it is completed in the
 * journal, in the same transaction.
 */
static void complete_validation(struct mg_script *script, const char *table, const char *column)
{
    struct mg_buf unnamed = MG_BUF_INIT;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    add_unnamed(&unnamed, table);
    mg_buf_add(b, "UPDATE modelgen.step SET statement = statement || ' ' || (SELECT"
                  " pg_catalog.quote_ident(conname) FROM pg_catalog.pg_constraint"
                  " WHERE conrelid = ");
    mg_buf_name_literal(b, table);
    mg_buf_add(b, "::pg_catalog.regclass AND ");
    if (column) {
        mg_buf_add(b, "contype = 'n' AND conkey[1] = (SELECT attnum FROM pg_catalog.pg_attribute"
                      " WHERE attrelid = conrelid AND attname = ");
        mg_buf_literal(b, column);
        mg_buf_addc(b, ')');
    } else {
        mg_buf_add(b, "conparentid = 0 ORDER BY oid DESC LIMIT 1");
    }
    mg_buf_add(
        b,
        ")\n    WHERE (run, step) = (SELECT run, min(step) FROM modelgen.step JOIN modelgen.run r"
        " ON run = id WHERE r.finished_at IS NULL" MG_OF_TENANT
        " AND state = 'pending' AND statement = ");
    mg_buf_literal(b, mg_buf_text(&unnamed));
    mg_buf_add(b, " GROUP BY run)");
    b->failed |= mg_buf_failed(&unnamed);
    mg_buf_free(&unnamed);
}

static void add_not_valid(struct mg_buf *b, const char *table, const mg_constraint *c)
{
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " ADD ");
    mg_sql_constraint(b, c);
    mg_buf_add(b, c->not_valid ? "" : " NOT VALID");
}

static void rename_constraint(struct mg_script *script, const char *table, const char *name,
                              const char *to)
{
    struct mg_buf *b = mg_online_alter(script, table);

    mg_buf_add(b, " RENAME CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, to);
}

/*
 * The name that PostgreSQL chooses once the old constraints are gone: it is asked by adding the
 * same constraint again, which reads no row.
 */
static void rename_as_chosen(struct mg_script *script, const char *table, const mg_constraint *c,
                             const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    struct mg_buf body = MG_BUF_INIT;

    mg_buf_add(&body, "\nDECLARE\n    chosen name;\nBEGIN\n    ");
    add_not_valid(&body, table, c);
    mg_buf_add(&body, ";\n    SELECT conname INTO chosen FROM pg_catalog.pg_constraint"
                      " WHERE conrelid = ");
    mg_buf_name_literal(&body, table);
    mg_buf_add(&body,
               "::pg_catalog.regclass\n        AND conparentid = 0 ORDER BY oid DESC LIMIT 1;"
               "\n    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', ");
    mg_buf_name_literal(&body, table);
    mg_buf_add(&body, ", chosen);\n    EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT"
                      " %I TO %I', ");
    mg_buf_name_literal(&body, table);
    mg_buf_add(&body, ", ");
    mg_buf_literal(&body, name);
    mg_buf_add(&body, ", chosen);\nEND ");
    mg_buf_add(b, "DO ");
    mg_sql_dollar_quoted(b, mg_buf_text(&body));
    b->failed |= mg_buf_failed(&body);
    mg_buf_free(&body);
}

/* Others are put off, and may have the name until they go. */
static void replace_constraint(struct mg_site *site, struct mg_script *script, const char *table,
                               const mg_constraint *c)
{
    struct mg_script late = {0};
    struct mg_buf name = MG_BUF_INIT;
    mg_constraint built = *c;

    mg_late_name(site, &name, c->name ? c->name : "constraint");
    if (mg_buf_failed(&name)) {
        script->failed = true;
    } else {
        built.name = mg_buf_text(&name);
        mg_online_add_constraint(site, script, table, &built);
        if (c->name)
            rename_constraint(&late, table, built.name, c->name);
        else
            rename_as_chosen(&late, table, c, built.name);
    }
    mg_late_add(site, MG_LATE_OTHER, NULL, &late);
    mg_buf_free(&name);
}

static void validate(struct mg_script *script, const char *table, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    add_unnamed(b, table);
    if (name) {
        mg_buf_addc(b, ' ');
        mg_buf_ident(b, name);
    }
}

/*
 * It refers to a key that replaces another one: PostgreSQL takes any that fits, so the old one has
 * to be gone, and the foreign key that this one replaces with it. New rows are looked at from then
 * on.
 */
static void refer_late(struct mg_site *site, const char *table, const mg_constraint *c)
{
    struct mg_script add = {0}, check = {0};

    mg_late_drop_together(site, NULL);
    add_not_valid(mg_script_step(&add, MG_STEP_SQL), table, c);
    if (!c->name && !c->not_valid)
        complete_validation(&add, table, NULL);
    if (!c->not_valid)
        validate(&check, table, c->name);
    mg_late_add(site, MG_LATE_OTHER, NULL, &add);
    mg_late_add(site, MG_LATE_AFTER, NULL, &check);
}

static void require_check(struct mg_script *script, const char *table, const mg_constraint *c)
{
    struct mg_buf misfit = MG_BUF_INIT, message = MG_BUF_INIT;
    mg_constraint nameless = *c; /* its name may be one for the time being */

    nameless.name = NULL;
    mg_buf_add(&misfit, "NOT ");
    mg_sql_parenthesized(&misfit, c->column0);
    mg_buf_printf(&message, "table \"%s\" holds rows that break ", table);
    mg_sql_constraint(&message, &nameless);
    mg_online_require_fit(script, table, &misfit, &message);
}

void mg_online_add_constraint(struct mg_site *site, struct mg_script *script, const char *table,
                              const mg_constraint *c)
{
    struct mg_buf *b;

    if (c->references && mg_late_has(site, MG_LATE_KEY)) {
        refer_late(site, table, c);
        return;
    }
    /* Citus renames no constraint (rename_constraint.c); nor is one of its tables put off. */
    if (!mg_site_table(site, table)->distributed &&
        (c->name ? mg_late_drops(site, c->name) : !mg_late_is_empty(site))) {
        replace_constraint(site, script, table, c);
        return;
    }
    if (strcmp(c->type, "CHECK") == 0 && !c->not_valid && !c->not_enforced)
        require_check(script, table, c);
    b = mg_script_step(script, MG_STEP_SQL);
    add_not_valid(b, table, c);
    if (c->not_valid) {
        mg_online_commit(script);
        return;
    }
    if (!c->name)
        complete_validation(script, table, NULL);
    mg_online_commit(script);
    validate(script, table, c->name);
    mg_online_commit(script);
}

/* --- NOT NULL ----------------------------------------------------------------------------- */

static void require_not_null(struct mg_script *script, const char *table, const char *column)
{
    struct mg_buf misfit = MG_BUF_INIT, message = MG_BUF_INIT;

    mg_buf_ident(&misfit, column);
    mg_buf_add(&misfit, " IS NULL");
    mg_buf_printf(&message, "table \"%s\" holds rows whose \"%s\" is NULL", table, column);
    mg_online_require_fit(script, table, &misfit, &message);
}

/*
 * By a check that says the same, and goes when NOT NULL has been set: in one ALTER TABLE it would
 * be dropped first, and the rows be read.
 */
static void add_check_name(struct mg_buf *b, const char *column)
{
    struct mg_buf name = MG_BUF_INIT;

    mg_name_make(&name, "modelgen", column, "not_null");
    mg_buf_ident(b, mg_buf_text(&name));
    b->failed |= mg_buf_failed(&name);
    mg_buf_free(&name);
}

static void add_check(struct mg_script *script, const char *table, const char *column)
{
    struct mg_buf *b = mg_online_alter(script, table);

    mg_buf_add(b, " ADD CONSTRAINT ");
    add_check_name(b, column);
    mg_buf_add(b, " CHECK (");
    mg_buf_ident(b, column);
    mg_buf_add(b, " IS NOT NULL) NOT VALID");
    mg_online_commit(script);
}

static void turn_check(struct mg_script *script, const char *table, const char *column)
{
    struct mg_buf *b = mg_online_alter(script, table);

    mg_buf_add(b, " VALIDATE CONSTRAINT ");
    add_check_name(b, column);
    mg_online_commit(script);
    b = mg_online_alter(script, table);
    mg_buf_add(b, " ALTER COLUMN ");
    mg_buf_ident(b, column);
    mg_buf_add(b, " SET NOT NULL");
    b = mg_online_alter(script, table);
    mg_buf_add(b, " DROP CONSTRAINT ");
    add_check_name(b, column);
    mg_online_commit(script);
}

/* Without a name, one that is there and not valid yet stays as it is, and is validated. */
static void add_not_null(struct mg_script *script, const char *table, const char *column,
                         const char *name)
{
    struct mg_buf *b = mg_online_alter(script, table);

    mg_buf_add(b, " ADD ");
    if (name) {
        mg_buf_add(b, "CONSTRAINT ");
        mg_buf_ident(b, name);
        mg_buf_addc(b, ' ');
    }
    mg_buf_add(b, "NOT NULL ");
    mg_buf_ident(b, column);
    mg_buf_add(b, " NOT VALID");
    if (!name)
        complete_validation(script, table, column);
    mg_online_commit(script);
}

void mg_online_set_not_null(struct mg_site *site, struct mg_script *script, const char *table,
                            const char *column, const char *fill, const char *name)
{
    bool itself = mg_site_since(site, 18) && !mg_site_table(site, table)->distributed;

    /* What is not valid holds for every row that is updated, whatever of it changes: what is there
     * already is filled before, what came in meanwhile after it. */
    if (fill)
        mg_online_fill(site, script, table, column, fill);
    else
        require_not_null(script, table, column);
    if (itself)
        add_not_null(script, table, column, name);
    else
        add_check(script, table, column);
    if (fill)
        mg_online_fill_rest(site, script, table, column, fill);
    if (itself) {
        validate(script, table, name);
        mg_online_commit(script);
    } else {
        turn_check(script, table, column);
        if (name)
            mg_sql_not_null_name(script, table, column, name);
    }
}
