/*
 * Ways out of a migration that is half done: on with a source that was changed since, back to
 * where it began, or as if it had been done.
 */
#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "../parts/parts.h"
#include "drift.h"
#include "repair_inside.h"

/* --- What goes before each of them -------------------------------------------------------- */

static enum mg_direction direction_of(const struct mg_runner *runner)
{
    return runner->ledger.open.direction[0] == 'u' ? MG_UPGRADE : MG_DOWNGRADE;
}

static bool has_source(struct mg_runner *runner, const struct mg_registered *entry)
{
    if (entry)
        return true;
    mg_fail(runner->error, MG_E551, "this runner does not have migration %s",
            runner->ledger.open.revision);
    mg_error_hint(runner->error, "Build one that has it.");
    return false;
}

/* Statements of their own, each with its end. */
static void add_script(struct mg_buf *sql, const struct mg_script *script)
{
    for (size_t i = 0; i < script->n; i++)
        mg_buf_printf(sql, "%s; ", mg_buf_text(&script->steps[i].text));
    sql->failed |= !mg_script_ok(script);
}

/* A ledger of an earlier format becomes one of today first. */
static void renew_ledger(const struct mg_runner *runner, struct mg_buf *sql)
{
    struct mg_script script = {0};
    if (runner->ledger.format < MG_LEDGER_FORMAT)
        mg_ledger_create(&script);
    add_script(sql, &script);
    mg_script_free(&script);
}

/* What was done and is gone from the source is nobody's but the operator's. */
static bool may_stay(struct mg_runner *runner, size_t orphans, bool keep)
{
    if (orphans == 0 || keep)
        return true;
    mg_fail(runner->error, MG_E551,
            "%zu step%s done or begun and not in the source any more, and would stay as %s",
            orphans, orphans == 1 ? " is" : "s are", orphans == 1 ? "it is" : "they are");
    mg_error_hint(runner->error, "`migrate repair` shows what. Undo it by hand, or leave it; then "
                                 "say so by --keep. Or restore the source.");
    return false;
}

/* Nothing is under way any more, and what there is of the run is read. */
static bool settle(struct mg_runner *runner, const struct mg_registered *entry,
                   struct mg_journal *journal)
{
    long long run = runner->ledger.open.id;
    *journal = (struct mg_journal){0};
    return has_source(runner, entry) && mg_parts_settle(runner, run, entry, direction_of(runner)) &&
           mg_journal_read(runner->conn, run, journal, runner->error);
}

static bool is_changed(const struct mg_runner *runner, const struct mg_registered *entry)
{
    return strcmp(entry->sha256, runner->ledger.open.checksum) != 0;
}

/* --- On ----------------------------------------------------------------------------------- */

bool mg_repair_replan(struct mg_runner *runner, unsigned allowed, bool keep)
{
    const struct mg_registered *entry = mg_repair_entry(runner);
    struct mg_journal journal = {0};
    struct mg_replan replan = {0};
    struct mg_buf sql = MG_BUF_INIT;
    bool good = mg_repair_is_open(runner) && settle(runner, entry, &journal);
    if (good && !is_changed(runner, entry))
        good = mg_fail(runner->error, MG_E551,
                       "the source is what it was: there is nothing to"
                       " plan anew");
    good = good && mg_replan_make(runner, entry, &journal, allowed, &replan) &&
           may_stay(runner, replan.orphans, keep);
    if (good) {
        renew_ledger(runner, &sql);
        mg_replan_write(&replan, &runner->ledger.open, entry, &sql);
        mg_repair_add_history(&sql, runner, "planned anew from the changed source");
        good = mg_repair_send(runner, &sql);
    }
    mg_replan_free(&replan);
    mg_journal_free(&journal);
    return good;
}

/* --- As if it had been done --------------------------------------------------------------- */

bool mg_repair_finish(struct mg_runner *runner)
{
    const struct mg_registered *entry = mg_repair_entry(runner);
    struct mg_script script = {0};
    struct mg_buf sql = MG_BUF_INIT;
    if (!mg_repair_is_open(runner) || !has_source(runner, entry))
        return false;
    renew_ledger(runner, &sql);
    mg_replan_adopt(&runner->ledger.open, entry, &sql);
    mg_repair_add_epoch(&sql, runner, ", finished_at = now()");
    mg_ledger_enter(&script, entry, direction_of(runner));
    add_script(&sql, &script);
    mg_buf_add(&sql, "SELECT");
    mg_repair_add_history(&sql, runner, "counts as done, though not all of its steps are");
    mg_script_free(&script);
    return mg_repair_send(runner, &sql);
}

/* --- Back --------------------------------------------------------------------------------- */

/*
 * What recipes put in place for a while, and that no way back knows of: by the names that they
 * give, where a step that was begun has said them.
 */
// clang-format off
#define SAID(name) " (" name " LIKE 'modelgen\\_%%' OR " name " LIKE '%%\\_modelgen')" \
                   " AND EXISTS (SELECT FROM s WHERE pg_catalog.strpos(statement, " name ") > 0)"
static const char scaffolding[] =
    "WITH s AS (SELECT statement FROM modelgen.step WHERE run = %lld AND state <> 'pending')"
    " SELECT 1, pg_catalog.format('ALTER TABLE %%s DROP CONSTRAINT %%I',"
    " conrelid::pg_catalog.regclass, conname) FROM pg_catalog.pg_constraint"
    " WHERE conrelid <> 0 AND coninhcount = 0 AND" SAID("conname")
    " UNION ALL SELECT 2, pg_catalog.format('DROP TRIGGER %%I ON %%s', tgname,"
    " tgrelid::pg_catalog.regclass) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND"
    SAID("tgname")
    " UNION ALL SELECT 3, pg_catalog.format('DROP FUNCTION %%s', oid::pg_catalog.regprocedure)"
    " FROM pg_catalog.pg_proc WHERE" SAID("proname")
    " UNION ALL SELECT 4, pg_catalog.format('DROP INDEX %%s%%s', CASE relkind WHEN 'i' THEN"
    " 'CONCURRENTLY ' ELSE '' END, oid::pg_catalog.regclass) FROM pg_catalog.pg_class"
    " WHERE relkind IN ('i', 'I') AND NOT relispartition AND NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_constraint WHERE conindid = pg_class.oid) AND" SAID("relname")
    " UNION ALL SELECT 5, pg_catalog.format('ALTER TABLE %%s DROP COLUMN %%I',"
    " attrelid::pg_catalog.regclass, attname) FROM pg_catalog.pg_attribute"
    " WHERE NOT attisdropped AND attnum > 0 AND attinhcount = 0 AND" SAID("attname")
    " AND EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = attrelid AND relkind IN ('r', 'p'))"
    " ORDER BY 1, 2";
// clang-format on

struct turn {
    struct mg_runner *runner;
    const struct mg_registered *entry;
    enum mg_direction direction; /* of the way back */
    struct mg_journal journal;
    PGresult *scaffolding;
    const char **first; /* its texts */
    struct mg_without without;
    struct migration back;
};

static bool find_scaffolding(struct turn *t)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_buf_printf(&sql, scaffolding, t->runner->ledger.open.id);
    t->scaffolding = mg_query(t->runner->conn, mg_buf_text(&sql), t->runner->error);
    mg_buf_free(&sql);
    if (!t->scaffolding)
        return false;
    int n = PQntuples(t->scaffolding);
    t->first = calloc((size_t)n + 1, sizeof *t->first);
    for (int i = 0; t->first && i < n; i++)
        t->first[i] = PQgetvalue(t->scaffolding, i, 1);
    return t->first || mg_fail_memory(t->runner->error);
}

/* What is not there need not go, what is there need not come; a column may be as it was. */
static bool has_nothing_to_undo(const struct mg_difference *d)
{
    bool alters = strcmp(d->claim->operation, mg_op_alter_column.name) == 0;
    return d->kind == MG_DIFFERS_MISSING || d->kind == MG_DIFFERS_HIDDEN ||
           d->kind == MG_DIFFERS_THERE ||
           (alters && (d->kind == MG_DIFFERS_OTHER || d->kind == MG_DIFFERS_NULL));
}

static bool find_undone(struct turn *t)
{
    struct mg_differences found;
    bool good = mg_drift_find_back(t->runner, t->entry, t->direction, &found);
    t->without.calls = good ? calloc(found.n + 1, sizeof *t->without.calls) : NULL;
    for (size_t i = 0; t->without.calls && i < found.n; i++)
        if (has_nothing_to_undo(&found.items[i]))
            t->without.calls[t->without.n++] = found.items[i].claim->call;
    mg_differences_free(&found);
    return t->without.calls || mg_fail_memory(t->runner->error);
}

static bool is_sql(const char *operation)
{
    return strcmp(operation, mg_op_execute.name) == 0 ||
           strcmp(operation, mg_op_backfill.name) == 0;
}

/* SQL of its own is undone as a whole, or not at all: what undoes which nobody can tell. */
static bool choose_sql(struct turn *t)
{
    int done = 0, all = 0;
    bool back = false;
    for (size_t i = 0; i < t->journal.n; i++)
        if (is_sql(t->journal.steps[i].operation)) {
            all++;
            done += t->journal.steps[i].state != MG_PART_PENDING;
        }
    for (size_t i = 0; i < t->back.n; i++)
        back |= t->back.steps[i].line > 0 && is_sql(t->back.steps[i].operation->name);
    t->without.sql = back && done == 0;
    if (!back || done == 0 || done == all)
        return true;
    mg_fail(t->runner->error, MG_E551,
            "%d of the %d statements that the migration has of its own are done or begun: whether "
            "its way back undoes just those is not known",
            done, all);
    mg_error_hint(t->runner->error, "Undo by hand what was done, and give the migration up: "
                                    "`migrate repair --abandon --keep`.");
    return false;
}

static bool record(struct turn *t, unsigned allowed)
{
    struct mg_runner *runner = t->runner;
    struct mg_goal goal = {.direction = t->direction, .stash = true, .allowed = allowed};
    struct mg_site site = mg_runner_site(runner, &goal);
    struct mg_buf said = MG_BUF_INIT;
    struct mg_recording how = {.conn = runner->conn,
                               .site = &site,
                               .without = &t->without,
                               .first = t->first,
                               .n_first = (size_t)PQntuples(t->scaffolding)};
    site.entry = t->entry;
    mg_record_free(&t->back);
    bool good = mg_record(&t->back, t->entry, t->direction, &how, runner->error);
    if (good && t->back.asks)
        good = mg_fail(runner->error, MG_E551,
                       "the way back asks for rows, so that it is one"
                       " transaction: it cannot begin half-way");
    size_t first = 0;
    while (good && first < t->back.n && t->back.steps[first].line == 0)
        first++;
    good = good && mg_consent_check_from(&site, &t->back, first, allowed, &said, runner->error);
    mg_buf_free(&said);
    mg_site_free(&site);
    return good;
}

/* Its first step was taken already, so that nobody takes it for not begun. */
static void add_mark(struct mg_buf *sql)
{
    mg_buf_add(sql, "INSERT INTO modelgen.step (run, step, part, kind, line, operation, statement,"
                    " state, finished_at) VALUES (pg_catalog.currval('modelgen.run_id_seq'), 0, 0,"
                    " 'transaction', 0, 'repair', '-- back from half-way', 'done', now())");
}

static bool write_turn(struct turn *t)
{
    struct mg_runner *runner = t->runner;
    struct mg_script script = {0};
    struct mg_buf sql = MG_BUF_INIT;
    bool up = t->direction == MG_UPGRADE;
    renew_ledger(runner, &sql);
    mg_repair_add_epoch(&sql, runner, ", finished_at = now(), abandoned = true");
    mg_ledger_enter(&script, t->entry, up ? MG_DOWNGRADE : MG_UPGRADE);
    mg_journal_write(&script, &t->back);
    add_script(&sql, &script);
    add_mark(&sql);
    mg_repair_add_history(&sql, runner, "turned back half-way");
    mg_buf_add(&sql, "; COMMIT");
    mg_script_free(&script);
    return mg_repair_send(runner, &sql);
}

/* Within a transaction: what was set aside has to be found, and to be nobody's if this fails. */
static bool turn(struct turn *t, unsigned allowed)
{
    struct mg_runner *runner = t->runner;
    struct mg_buf sql = MG_BUF_INIT;
    mg_buf_add(&sql, "BEGIN; ");
    mg_replan_adopt(&runner->ledger.open, t->entry, &sql);
    bool good = mg_repair_send(runner, &sql) && find_scaffolding(t) && find_undone(t) &&
                record(t, allowed) && choose_sql(t);
    if (good && t->without.sql)
        good = record(t, allowed);
    if (good && write_turn(t))
        return true;
    struct mg_error ignored = {0};
    if (PQtransactionStatus(runner->conn) != PQTRANS_IDLE)
        mg_command(runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    return false;
}

bool mg_repair_turn(struct mg_runner *runner, unsigned allowed, bool keep)
{
    struct turn t = {.runner = runner, .entry = mg_repair_entry(runner)};
    struct mg_replan replan = {0};
    bool good = mg_repair_is_open(runner) && settle(runner, t.entry, &t.journal);
    if (good && is_changed(runner, t.entry))
        good = mg_replan_make(runner, t.entry, &t.journal, MG_CONSENT_ALL, &replan) &&
               may_stay(runner, replan.orphans, keep);
    if (good) {
        t.direction = direction_of(runner) == MG_UPGRADE ? MG_DOWNGRADE : MG_UPGRADE;
        good = turn(&t, allowed);
    }
    mg_replan_free(&replan);
    mg_record_free(&t.back);
    mg_journal_free(&t.journal);
    free(t.without.calls);
    free(t.first);
    PQclear(t.scaffolding);
    return good;
}
