#include "retype.h"

#include <string.h>

#include "../impact/consent.h"
#include "../sql/names.h"
#include "follow_names.h"

/* --- Whether ------------------------------------------------------------------------------ */

bool mg_retype_is_long(struct mg_site *site, const mg_alter_column_args *a)
{
    const unsigned work = MG_EFFECT_REWRITES | MG_EFFECT_BUILDS;
    struct mg_script plain = {0};
    struct mg_impact impact = {0};
    struct mg_affecteds affected = {0};
    struct mg_error unknown = {0};
    bool is = false;

    mg_op_alter_column.sql(&(mg_alter_column_args){a->table,
                                                   {.name = a->column.name,
                                                    .type = a->column.type,
                                                    .collation = a->column.collation,
                                                    .using_ = a->column.using_}},
                           &plain);
    if ((mg_script_ok(&plain) || mg_fail_memory(&unknown)) && plain.n &&
        (mg_impact_read(mg_buf_text(&plain.steps[0].text), &impact) || mg_fail_memory(&unknown)))
        mg_impact_look(site, &impact, (struct mg_past){NULL, 0}, false, &affected, &unknown);
    for (size_t i = 0; i < affected.n; i++)
        is |= (affected.items[i].effects & work) != 0;
    mg_affected_free(&affected);
    mg_impact_free(&impact);
    mg_script_free(&plain);
    mg_site_fail(site, &unknown);
    return is;
}

/* --- Whether all values fit ---------------------------------------------------------------- */

/*
 * The trigger would be in the way of whoever writes to a row whose value does not fit, and stay
 * after the batches have failed for it. So all of them are assigned once, to nothing, before.
 */
static void try_values(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b, body = MG_BUF_INIT;

    mg_buf_printf(
        &body,
        "\nDECLARE\n    modelgen_row record;\n    modelgen_at tid;\n"
        "    modelgen_fits %s;\nBEGIN\n    FOR modelgen_row IN SELECT ctid, %s AS v FROM ",
        r->args->column.type, mg_buf_text(&r->value));
    mg_buf_name(&body, r->table);
    mg_buf_add(&body,
               " LOOP\n        modelgen_at := modelgen_row.ctid;\n"
               "        modelgen_fits := modelgen_row.v;\n        modelgen_at := NULL;\n"
               "    END LOOP;\nEXCEPTION WHEN data_exception OR integrity_constraint_violation"
               " THEN\n    RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM,"
               " HINT = 'USING says what becomes of values that do not fit.'\n"
               "        || coalesce(' The first of them: SELECT * FROM ' || ");
    mg_buf_name_literal(&body, r->table);
    mg_buf_add(&body, " || format(' WHERE ctid = %L', modelgen_at), '');\nEND\n");
    mg_online_commit(script);
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, MG_ONLY_LOOKS " ");
    mg_sql_dollar_quoted(b, mg_buf_text(&body));
    b->failed |= mg_buf_failed(&body);
    mg_online_commit(script);
    mg_buf_free(&body);
}

/* --- The new column ----------------------------------------------------------------------- */

static void add_hidden(const struct mg_retype *r, struct mg_script *script)
{
    const mg_column *c = &r->args->column;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    /* What loss() said before is about this table, not about a column that is added. */
    mg_buf_add(b, "LOCK TABLE ");
    mg_buf_name(b, r->table);
    mg_buf_add(b, " IN ACCESS EXCLUSIVE MODE");
    b = mg_online_alter(script, r->table);
    mg_buf_add(b, " ADD COLUMN ");
    mg_buf_ident(b, mg_buf_text(&r->hidden));
    mg_buf_printf(b, " %s", c->type);
    if (c->collation) {
        mg_buf_add(b, " COLLATE ");
        mg_buf_name(b, c->collation);
    }
}

/*
 * It runs with the rights, the search path and the formats of the migration, whoever writes: the
 * rewrite would have done so. The new values are those of a query over the old row, so that the
 * expression may be as it stands.
 */
static void add_function(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), body = MG_BUF_INIT;

    mg_buf_add(&body, "\n#variable_conflict use_column\nBEGIN\n    NEW.");
    mg_buf_ident(&body, mg_buf_text(&r->hidden));
    mg_buf_printf(&body, " := (SELECT %s FROM (SELECT (NEW).*) AS ", mg_buf_text(&r->value));
    mg_buf_ident(&body, mg_sql_last_part(r->table));
    mg_buf_add(&body, ");\n    RETURN NEW;\nEND\n");
    mg_buf_printf(b,
                  "CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
                  " SET search_path FROM CURRENT SET timezone FROM CURRENT SET datestyle FROM"
                  " CURRENT SET intervalstyle FROM CURRENT AS ",
                  mg_buf_text(&r->function));
    mg_sql_dollar_quoted(b, mg_buf_text(&body));
    b->failed |= mg_buf_failed(&body);
    mg_buf_free(&body);
}

/* ALWAYS: also for what replication brings, and where the batches leave other triggers alone. */
static void add_trigger(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE TRIGGER ");
    mg_buf_ident(b, mg_buf_text(&r->trigger));
    mg_buf_add(b, " BEFORE INSERT OR UPDATE ON ");
    mg_buf_name(b, r->table);
    mg_buf_printf(b, " FOR EACH ROW EXECUTE FUNCTION %s()", mg_buf_text(&r->function));
    b = mg_online_alter(script, r->table);
    mg_buf_add(b, " ENABLE ALWAYS TRIGGER ");
    mg_buf_ident(b, mg_buf_text(&r->trigger));
    mg_online_commit(script);
}

/*
 * The trigger finds the values; rows that were written since have theirs. Other triggers are not to
 * notice: no value changes that they know of.
 */
static void fill(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_BATCHES);

    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, r->table);
    mg_buf_add(b, " SET ");
    mg_buf_ident(b, mg_buf_text(&r->hidden));
    mg_buf_add(b, " = NULL");
    if (r->replica)
        mg_buf_add(b, " FROM (SELECT pg_catalog.set_config('session_replication_role', 'replica',"
                      " true) OFFSET 0) AS modelgen_role (modelgen_role)");
    mg_buf_add(b, " WHERE ctid >= $1::tid AND ctid < $2::tid AND ");
    mg_buf_ident(b, mg_buf_text(&r->hidden));
    mg_buf_add(b, " IS NULL AND (");
    mg_buf_ident(b, r->column);
    mg_buf_printf(b, " IS NOT NULL OR (%s) IS NOT NULL)", mg_buf_text(&r->value));
    mg_online_blocks(script, r->table);
}

/* What the planner knows of it is there when it is asked for. */
static void analyze(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ANALYZE ");
    mg_buf_name(b, r->table);
    mg_buf_add(b, " (");
    mg_buf_ident(b, mg_buf_text(&r->hidden));
    mg_buf_addc(b, ')');
    mg_online_commit(script);
}

/* --- The exchange ------------------------------------------------------------------------- */

static void append(struct mg_script *to, const struct mg_script *from)
{
    for (size_t i = 0; i < from->n; i++)
        mg_buf_add(mg_script_step(to, from->steps[i].kind), mg_buf_text(&from->steps[i].text));
    to->failed |= !mg_script_ok(from);
}

static void lock(const struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "LOCK TABLE ");
    mg_buf_name(b, r->table);
    mg_buf_add(b, " IN ACCESS EXCLUSIVE MODE");
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DROP TRIGGER ");
    mg_buf_ident(b, mg_buf_text(&r->trigger));
    mg_buf_add(b, " ON ");
    mg_buf_name(b, r->table);
    mg_buf_printf(mg_script_step(script, MG_STEP_SQL), "DROP FUNCTION %s()",
                  mg_buf_text(&r->function));
    mg_values_unwatch(script, r->values);
}

static void rename_column(const struct mg_retype *r, struct mg_script *script, const char *name,
                          const char *to)
{
    struct mg_buf *b = mg_online_alter(script, r->table);

    mg_buf_add(b, " RENAME COLUMN ");
    mg_buf_ident(b, name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, to);
}

/* Its NOT NULL is called as the old one's was, or as one that were new. */
static void exchange_not_null(struct mg_retype *r, struct mg_script *script)
{
    struct mg_buf name = MG_BUF_INIT, gone = MG_BUF_INIT;

    if (!r->not_null || !mg_has_not_null_names(r->site))
        return;
    mg_buf_add(&name, mg_buf_text(&r->not_null_was));
    if (!name.n)
        mg_online_choose_name(r->site, r->table, r->column, "not_null", &name);
    mg_name_make(&gone, "modelgen", mg_buf_text(&name), "old");
    if (mg_buf_failed(&name) || mg_buf_failed(&gone)) {
        script->failed = true;
    } else {
        if (r->not_null_was.n)
            mg_sql_not_null_name(script, r->table, r->column, mg_buf_text(&gone));
        mg_sql_not_null_name(script, r->table, mg_buf_text(&r->hidden), mg_buf_text(&name));
    }
    mg_buf_free(&name);
    mg_buf_free(&gone);
}

/* The old column keeps what it owns until the new one has taken that over. */
static void exchange(struct mg_retype *r, struct mg_script *script, const struct mg_script *rest)
{
    struct mg_buf gone = MG_BUF_INIT, *b;

    mg_name_make(&gone, "modelgen", r->column, "old");
    const char *old = mg_buf_failed(&gone) ? "" : mg_buf_text(&gone);

    lock(r, script);
    append(script, &r->swap);
    mg_values_follow(script, r->values, mg_buf_text(&r->hidden));
    exchange_not_null(r, script);
    rename_column(r, script, r->column, old);
    rename_column(r, script, mg_buf_text(&r->hidden), r->column);
    append(script, &r->extras);
    append(script, rest);
    b = mg_online_alter(script, r->table);
    mg_buf_add(b, " DROP COLUMN ");
    mg_buf_ident(b, old);
    mg_online_commit(script);
    script->failed |= mg_buf_failed(&gone);
    mg_buf_free(&gone);
}

bool mg_retype(struct mg_site *site, struct mg_script *script, const struct mg_values *values,
               struct mg_script *rest, struct mg_buf *why)
{
    const mg_alter_column_args *a = &values->args;
    struct mg_retype r = {
        .site = site, .values = values, .args = a, .table = a->table, .column = a->column.name};
    bool can = mg_retype_look(&r, why);

    if (can) {
        if (!r.fits)
            try_values(&r, script);
        add_hidden(&r, script);
        add_function(&r, script);
        mg_values_watch(site, script, values, mg_buf_text(&r.hidden));
        add_trigger(&r, script);
        fill(&r, script);
        if (r.not_null)
            mg_online_set_not_null(site, script, r.table, mg_buf_text(&r.hidden), NULL, NULL);
        mg_retype_indexes(&r, script);
        mg_retype_constraints(&r, script);
        analyze(&r, script);
        mg_retype_belongings(&r);
        exchange(&r, script, rest);
    }
    mg_retype_free(&r);
    return can;
}

void mg_retype_free(struct mg_retype *r)
{
    struct mg_buf *const buffers[] = {&r->facts,   &r->hidden, &r->function,
                                      &r->trigger, &r->value,  &r->not_null_was};

    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        mg_buf_free(buffers[i]);
    mg_script_free(&r->swap);
    mg_script_free(&r->extras);
}
