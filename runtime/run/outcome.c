#include "runner.h"

#include "../base/clock.h"
#include "../ledger/journal.h"

/* Rounds off the error of a migration: what became of the database. */
void mg_runner_add_outcome(struct mg_runner *runner, const struct mg_registered *entry,
                           enum mg_outcome outcome)
{
    struct mg_buf *out = &runner->error->outcome;
    mg_buf_add(out, outcome == MG_OUTCOME_LOST ? "Whether " : "Nothing of ");
    mg_migration_name(entry->migration, out);
    if (outcome == MG_OUTCOME_LOST) {
        mg_buf_add(out, " was applied is not known: `migrate status` tells.");
        return;
    }
    mg_buf_printf(out, " was %s: the database is at ",
                  outcome == MG_OUTCOME_UNDONE ? "kept" : "done");
    mg_chain_name(runner->chain, runner->at, out);
    mg_buf_add(out, outcome == MG_OUTCOME_UNDONE ? ", as before." : ".");
}

/* Nothing of it is there: it counts as not begun, and may be written anew. */
static bool forget(PGconn *conn, long long run)
{
    struct mg_error ignored = {0};
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_forget(run, &sql);
    PGresult *result = mg_buf_failed(&sql) ? NULL : mg_query(conn, mg_buf_text(&sql), &ignored);
    bool forgotten = PQntuples(result) > 0;
    PQclear(result);
    mg_buf_free(&sql);
    mg_error_free(&ignored);
    return forgotten;
}

void mg_runner_add_parts_outcome(struct mg_runner *runner, const struct mg_registered *entry)
{
    struct mg_error ignored = {0};
    struct mg_buf *out = &runner->error->outcome;
    if (PQstatus(runner->conn) != CONNECTION_OK || out->n)
        return;
    struct mg_ledger now;
    bool open = mg_ledger_read(runner->conn, &now, &ignored) && now.open.id;
    if (open && forget(runner->conn, now.open.id)) {
        mg_runner_add_outcome(runner, entry, MG_OUTCOME_UNTOUCHED);
    } else if (open) {
        mg_buf_printf(out, "%d of the %d steps of ", now.open.done, now.open.steps);
        mg_migration_name(entry->migration, out);
        mg_buf_add(out, " are done and stay. The same command goes on behind them.");
    }
    mg_ledger_free(&now);
    mg_error_free(&ignored);
}

void mg_runner_log_failure(struct mg_runner *runner, const struct migration *m, double started)
{
    struct mg_script script = {0};
    struct mg_error ignored = {0};
    mg_ledger_log_failure(&script, m->entry, m->direction, runner->error, mg_now_ms() - started,
                          runner->host);
    if (mg_script_ok(&script))
        mg_command(runner->conn, mg_buf_text(&script.steps[0].text), &ignored);
    mg_script_free(&script);
    mg_error_free(&ignored);
}

void mg_runner_tell(struct mg_runner *runner, const struct migration *m, enum mg_event_kind kind,
                    const char *text, double milliseconds)
{
    runner->listener.tell(runner->listener.context,
                          &(struct mg_event){.kind = kind,
                                             .entry = m->entry,
                                             .direction = m->direction,
                                             .text = text,
                                             .milliseconds = milliseconds});
}

void mg_runner_tell_step(struct mg_runner *runner, const struct migration *m, size_t i, size_t n,
                         const struct mg_measure *measure, const char *operation)
{
    runner->listener.tell(runner->listener.context, &(struct mg_event){.kind = MG_EVENT_STEPPED,
                                                                       .entry = m->entry,
                                                                       .direction = m->direction,
                                                                       .operation = operation,
                                                                       .step = i + 1,
                                                                       .steps = n,
                                                                       .milliseconds = measure->ms,
                                                                       .waits = measure->waits,
                                                                       .rows = measure->rows});
}

void mg_runner_arrive(struct mg_runner *runner, const struct migration *m, double started)
{
    runner->ledger.exists = true;
    runner->ledger.format = MG_LEDGER_FORMAT;
    runner->at += m->direction == MG_UPGRADE ? 1 : -1;
    mg_runner_tell(runner, m, MG_EVENT_APPLIED, NULL, mg_now_ms() - started);
}
