#include "repair_inside.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"

/* --- Looking ------------------------------------------------------------------------------ */

/* Asks the probe of a step that was interrupted, and clears nothing away. */
static bool ask_probe(struct mg_runner *runner, const struct mg_journal_step *step,
                      struct mg_repair *repair, struct mg_buf *out)
{
    if (!step->probe) {
        repair->unknown = true;
        mg_buf_add(out, "nothing tells whether it was carried out");
        return true;
    }
    PGresult *result = mg_query(runner->conn, step->probe, runner->error);
    const char *answer = result && PQntuples(result) > 0 && !PQgetisnull(result, 0, 0)
                             ? PQgetvalue(result, 0, 0)
                             : "";
    if (strcmp(answer, "done") == 0)
        mg_buf_add(out, "the catalog says that it was carried out");
    else if (*answer)
        mg_buf_printf(out, "half done: first comes %s", answer);
    else
        mg_buf_add(out, "nothing of it is there: it is run again");
    PQclear(result);
    return result != NULL;
}

static bool find(struct mg_runner *runner, const struct mg_journal_step *step,
                 struct mg_repair *repair, struct mg_buf *out)
{
    if (step->state == MG_PART_RUNNING && step->kind == MG_PART_APART)
        return ask_probe(runner, step, repair, out);
    if (step->state == MG_PART_RUNNING && step->kind == MG_PART_BATCHES)
        mg_buf_printf(out, "up to block %lld of the table, which stays", step->block);
    if (step->state == MG_PART_RUNNING && step->kind == MG_PART_KEYS)
        mg_buf_printf(out, "the first %lld rows of the table by key, which stay", step->block);
    return true;
}

static bool read_run(struct mg_runner *runner, struct mg_repair *repair)
{
    const struct mg_open_run *open = &runner->ledger.open;
    struct mg_journal *journal = &repair->journal;
    if (!open->id)
        return true;
    if (!mg_journal_read(runner->conn, open->id, journal, runner->error))
        return false;
    repair->entry = mg_repair_entry(runner);
    repair->changed = repair->entry && strcmp(repair->entry->sha256, open->checksum) != 0;
    repair->findings = calloc(journal->n + 1, sizeof *repair->findings);
    if (!repair->findings)
        return mg_fail_memory(runner->error);
    for (size_t i = 0; i < journal->n; i++)
        if (!find(runner, &journal->steps[i], repair, &repair->findings[i]))
            return false;
    return true;
}

/* An index of a partitioned table is not valid until each partition has its own: no remnant. */
static const char remnants[] =
    "SELECT i.indexrelid::pg_catalog.regclass, i.indrelid::pg_catalog.regclass"
    " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
    " WHERE NOT i.indisvalid AND c.relkind = 'i' AND NOT EXISTS"
    " (SELECT FROM pg_catalog.pg_stat_progress_create_index p"
    " WHERE p.relid = i.indrelid) ORDER BY 1";

static bool read_remnants(struct mg_runner *runner, struct mg_repair *repair)
{
    PGresult *result = repair->result = mg_query(runner->conn, remnants, runner->error);
    if (!result)
        return false;
    repair->n_remnants = (size_t)PQntuples(result);
    repair->remnants = calloc(repair->n_remnants + 1, sizeof *repair->remnants);
    if (!repair->remnants)
        return mg_fail_memory(runner->error);
    for (int i = 0; i < PQntuples(result); i++)
        repair->remnants[i] =
            (struct mg_remnant){PQgetvalue(result, i, 0), PQgetvalue(result, i, 1)};
    return true;
}

/* Where the source cannot even be recorded, that is what is to be known of it. */
static bool compare(struct mg_runner *runner, struct mg_repair *repair)
{
    struct mg_error *error = runner->error;
    if (!repair->changed ||
        mg_replan_make(runner, repair->entry, &repair->journal, MG_CONSENT_ALL, &repair->replan))
        return true;
    if (mg_is_lost(error) || error->code == MG_E549)
        return false;
    mg_error_text(error, false, &repair->unplanned);
    mg_error_free(error);
    return !mg_buf_failed(&repair->unplanned) || mg_fail_memory(error);
}

bool mg_repair_look(struct mg_runner *runner, struct mg_repair *repair)
{
    *repair = (struct mg_repair){0};
    return read_run(runner, repair) && read_remnants(runner, repair) && compare(runner, repair);
}

void mg_repair_free(struct mg_repair *repair)
{
    for (size_t i = 0; repair->findings && i < repair->journal.n; i++)
        mg_buf_free(&repair->findings[i]);
    free(repair->findings);
    mg_replan_free(&repair->replan);
    mg_buf_free(&repair->unplanned);
    mg_journal_free(&repair->journal);
    free(repair->remnants);
    PQclear(repair->result);
    *repair = (struct mg_repair){0};
}

/* --- Deciding ----------------------------------------------------------------------------- */

bool mg_repair_is_open(struct mg_runner *runner)
{
    return runner->ledger.open.id ||
           mg_fail(runner->error, MG_E551, "no migration is half done: there is nothing to decide");
}

bool mg_repair_send(struct mg_runner *runner, struct mg_buf *sql)
{
    bool good = mg_buf_failed(sql) ? mg_fail_memory(runner->error)
                                   : mg_command(runner->conn, mg_buf_text(sql), runner->error);
    mg_buf_free(sql);
    return good;
}

const struct mg_registered *mg_repair_entry(const struct mg_runner *runner)
{
    const char *revision = runner->ledger.open.revision; /* NULL: none is open */
    for (size_t i = 0; revision && i < runner->chain->n; i++)
        if (strcmp(runner->chain->at[i]->migration->revision, revision) == 0)
            return runner->chain->at[i];
    return NULL;
}

void mg_repair_add_history(struct mg_buf *sql, const struct mg_runner *runner, const char *what)
{
    const struct mg_registered *entry = mg_repair_entry(runner);
    const char *name = entry ? entry->migration->name : runner->ledger.open.revision;
    mg_buf_add(sql, "; INSERT INTO modelgen.history (number, revision, name, direction, checksum,"
                    " outcome, error, runner) SELECT number, revision, ");
    mg_buf_literal(sql, name);
    mg_buf_add(sql, ", 'repair', checksum, 'done', ");
    mg_buf_literal(sql, what);
    mg_buf_add(sql, ", ");
    mg_buf_literal(sql, MODELGEN_VERSION);
    mg_buf_printf(sql, " FROM modelgen.run WHERE id = %lld", runner->ledger.open.id);
}

/* Whoever is still at the run notices, and stops. */
void mg_repair_add_epoch(struct mg_buf *sql, const struct mg_runner *runner, const char *more)
{
    mg_buf_printf(sql, "UPDATE modelgen.run SET epoch = epoch + 1%s WHERE id = %lld; ", more,
                  runner->ledger.open.id);
}

static const struct mg_journal_step *step_of(const struct mg_journal *journal, int step)
{
    for (size_t i = 0; i < journal->n; i++)
        if (journal->steps[i].step == step)
            return &journal->steps[i];
    return NULL;
}

bool mg_repair_mark(struct mg_runner *runner, int step, bool done)
{
    struct mg_journal journal = {0};
    struct mg_buf sql = MG_BUF_INIT, what = MG_BUF_INIT;
    long long run = runner->ledger.open.id;
    if (!mg_repair_is_open(runner) ||
        !mg_journal_read(runner->conn, run, &journal, runner->error)) {
        mg_journal_free(&journal);
        return false;
    }
    const struct mg_journal_step *found = step_of(&journal, step);
    bool good = found != NULL;
    if (!good)
        mg_fail(runner->error, MG_E551, "there is no step %d: the migration has %zu", step,
                journal.n);
    if (good) {
        mg_buf_printf(&what, "step %d is %s", step, done ? "done" : "pending");
        mg_repair_add_epoch(&sql, runner, "");
        mg_buf_printf(&sql,
                      "UPDATE modelgen.step SET state = '%s', finished_at = %s, block = NULL%s"
                      " WHERE run = %lld AND part = %d",
                      done ? "done" : "pending", done ? "now()" : "NULL",
                      found->kind == MG_PART_KEYS ? ", place = NULL, last_place = NULL" : "", run,
                      found->part);
        mg_repair_add_history(&sql, runner, mg_buf_text(&what));
        good = mg_repair_send(runner, &sql);
    }
    mg_buf_free(&what);
    mg_journal_free(&journal);
    return good;
}

bool mg_repair_abandon(struct mg_runner *runner, bool keep)
{
    const struct mg_open_run *open = &runner->ledger.open;
    struct mg_buf sql = MG_BUF_INIT;
    if (!mg_repair_is_open(runner))
        return false;
    if (open->done + open->running > 0 && !keep) {
        mg_fail(runner->error, MG_E551,
                "%d of the %d steps are done or begun, and would stay as they are",
                open->done + open->running, open->steps);
        mg_error_hint(runner->error,
                      "`migrate repair` shows them. Undo them by hand, or `migrate repair --abandon"
                      " --keep` leaves them; the database counts as not %sd in either case.",
                      open->direction);
        return false;
    }
    mg_repair_add_epoch(&sql, runner, ", finished_at = now(), abandoned = true");
    mg_buf_add(&sql, "SELECT");
    mg_repair_add_history(&sql, runner, "given up");
    return mg_repair_send(runner, &sql);
}

bool mg_repair_drop_remnants(struct mg_runner *runner, size_t *n)
{
    struct mg_repair repair = {0};
    bool good = read_remnants(runner, &repair);
    *n = 0;
    for (size_t i = 0; good && i < repair.n_remnants; i++) {
        struct mg_buf sql = MG_BUF_INIT;
        mg_buf_printf(&sql, "DROP INDEX CONCURRENTLY IF EXISTS %s", repair.remnants[i].index);
        good = mg_repair_send(runner, &sql);
        *n += good;
    }
    mg_repair_free(&repair);
    return good;
}
