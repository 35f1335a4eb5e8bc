#include "runner.h"

#include <string.h>

#include "clock.h"
#include "lock.h"
#include "transaction.h"

/* --- Where the database is ---------------------------------------------------------------- */

static void hear(void *context, const PGresult *notice)
{
    struct mg_runner *runner = context;
    const char *text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    runner->listener.tell(runner->listener.context,
                          &(struct mg_event){.kind = MG_EVENT_NOTICE,
                                             .text = text ? text : "",
                                             .severity = severity ? severity : "NOTICE"});
}

bool mg_runner_open(struct mg_runner *runner)
{
    runner->conn = mg_connect(runner->url, runner->error);
    if (!runner->conn)
        return false;
    PQsetNoticeReceiver(runner->conn, hear, runner);
    return mg_ledger_read(runner->conn, &runner->ledger, runner->error);
}

bool mg_runner_locate(struct mg_runner *runner)
{
    return mg_ledger_place(&runner->ledger, runner->chain, &runner->at, runner->error) &&
           mg_ledger_unedited(&runner->ledger, runner->chain, runner->error);
}

/* Looks again, now that nobody else changes it. */
static bool read_again(struct mg_runner *runner)
{
    mg_ledger_free(&runner->ledger);
    return mg_ledger_read(runner->conn, &runner->ledger, runner->error);
}

void mg_runner_close(struct mg_runner *runner)
{
    mg_ledger_free(&runner->ledger);
    PQfinish(runner->conn);
    runner->conn = NULL;
}

/* --- One migration ------------------------------------------------------------------------ */

enum outcome { LOST, UNDONE, UNTOUCHED };

/* Rounds off the error of a migration: what became of the database. */
static void add_outcome(struct mg_runner *runner, const struct mg_registered *entry,
                        enum outcome outcome)
{
    struct mg_buf *out = &runner->error->outcome;
    mg_buf_add(out, outcome == LOST ? "Whether " : "Nothing of ");
    mg_migration_name(entry->migration, out);
    if (outcome == LOST) {
        mg_buf_add(out, " was applied is not known: `migrate status` tells.");
        return;
    }
    mg_buf_printf(out, " was %s: the database is at ", outcome == UNDONE ? "kept" : "done");
    mg_chain_name(runner->chain, runner->at, out);
    mg_buf_add(out, outcome == UNDONE ? ", as before." : ".");
}

static void log_failure(struct mg_runner *runner, const struct migration *m, double started)
{
    struct mg_script script = {0};
    struct mg_error ignored = {0};
    mg_ledger_log_failure(&script, m->entry, m->direction, runner->error, mg_now_ms() - started);
    if (mg_script_ok(&script))
        mg_command(runner->conn, mg_buf_text(&script.steps[0].text), &ignored);
    mg_script_free(&script);
    mg_error_free(&ignored);
}

/* Statement i failed: says where that is in the migration, and takes back what was done. */
static void fail(struct mg_runner *runner, const struct mg_transaction *t, size_t i, bool dry_run,
                 double started)
{
    struct mg_error *error = runner->error;
    const struct mg_recorded *origin = mg_transaction_origin(t, i);
    error->file = t->migration.entry->file;
    if (origin) {
        error->line = origin->line;
        error->operation = origin->operation->name;
    } else if (strcmp(t->texts[i], "COMMIT") != 0) {
        mg_error_hint(error, "This is the ledger's own. Is something else, a script perhaps, "
                             "migrating this database?");
    }
    if (PQstatus(runner->conn) != CONNECTION_OK) {
        add_outcome(runner, t->migration.entry, LOST);
        return;
    }
    if (dry_run && strcmp(error->sqlstate, "55P04") == 0)
        mg_error_hint(error,
                      "--dry-run does all migrations in one transaction, in which a new enum "
                      "value cannot be used yet. They may still work one by one.");
    struct mg_error ignored = {0};
    if (PQtransactionStatus(runner->conn) != PQTRANS_IDLE)
        mg_command(runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    if (!dry_run)
        add_outcome(runner, t->migration.entry, UNDONE);
    if (!dry_run && runner->ledger.exists)
        log_failure(runner, &t->migration, started);
}

static void tell(struct mg_runner *runner, const struct migration *m, enum mg_event_kind kind,
                 const char *text, double milliseconds)
{
    runner->listener.tell(runner->listener.context,
                          &(struct mg_event){.kind = kind,
                                             .entry = m->entry,
                                             .direction = m->direction,
                                             .text = text,
                                             .milliseconds = milliseconds});
}

static bool run(struct mg_runner *runner, const struct mg_transaction *t, bool dry_run)
{
    double started = mg_now_ms();
    tell(runner, &t->migration, MG_EVENT_STARTED, NULL, 0);
    for (size_t i = 0; i < t->migration.n; i++)
        if (t->migration.steps[i].kind == MG_STEP_NOTICE)
            tell(runner, &t->migration, MG_EVENT_LOSS, t->migration.steps[i].text, 0);
    size_t done = mg_send(runner->conn, t->texts, t->n, &runner->interrupt, runner->error);
    if (done < t->n) {
        fail(runner, t, done, dry_run, started);
        return false;
    }
    runner->ledger.exists = true;
    runner->at += t->migration.direction == MG_UPGRADE ? 1 : -1;
    tell(runner, &t->migration, MG_EVENT_APPLIED, NULL, mg_now_ms() - started);
    return true;
}

static bool step(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool up = goal->direction == MG_UPGRADE;
    const struct mg_registered *entry = runner->chain->at[up ? runner->at : runner->at - 1];
    bool last = (up ? runner->at + 1 : runner->at - 1) == goal->place;
    struct mg_transaction t;
    bool made = mg_transaction_make(&t, entry, goal->direction,
                                    &(struct mg_frame){.create_ledger = !runner->ledger.exists,
                                                       .trial = goal->dry_run,
                                                       .lazy = !last && !goal->dry_run},
                                    runner->error);
    if (!made && !goal->dry_run)
        add_outcome(runner, entry, UNTOUCHED);
    bool done = made && run(runner, &t, goal->dry_run);
    mg_transaction_free(&t);
    return done;
}

/* --- A run -------------------------------------------------------------------------------- */

static bool arrived(const struct mg_runner *runner, const struct mg_goal *goal)
{
    return goal->direction == MG_UPGRADE ? runner->at >= goal->place : runner->at <= goal->place;
}

static bool may_go_on(struct mg_runner *runner)
{
    return !mg_interrupt_came(&runner->interrupt) || mg_fail(runner->error, MG_E546, "interrupted");
}

static bool dry_run(struct mg_runner *runner, const struct mg_goal *goal)
{
    struct mg_error ignored = {0};
    bool existed = runner->ledger.exists;
    size_t at = runner->at;
    bool good = mg_command(runner->conn, "BEGIN", runner->error);
    while (good && !arrived(runner, goal))
        good = may_go_on(runner) && step(runner, goal);
    if (PQtransactionStatus(runner->conn) != PQTRANS_IDLE)
        mg_command(runner->conn, "ROLLBACK", good ? runner->error : &ignored);
    mg_error_free(&ignored);
    runner->at = at;
    runner->ledger.exists = existed;
    return good && runner->error->code == MG_OK;
}

bool mg_runner_go(struct mg_runner *runner, const struct mg_goal *goal)
{
    if (arrived(runner, goal))
        return true;
    PGconn *lock = mg_lock(runner->url, goal->wait, &runner->listener, runner->error);
    bool good = lock && read_again(runner) && mg_runner_locate(runner);
    mg_interrupt_listen(&runner->interrupt);
    if (good && goal->dry_run)
        good = dry_run(runner, goal);
    else
        while (good && !arrived(runner, goal))
            good = mg_lock_holds(lock, runner->error) && may_go_on(runner) && step(runner, goal);
    mg_interrupt_done(&runner->interrupt);
    PQfinish(lock);
    return good;
}

static bool send_script(struct mg_runner *runner, const struct mg_script *script)
{
    if (!mg_script_ok(script))
        return mg_fail_memory(runner->error);
    bool good = mg_command(runner->conn, "BEGIN", runner->error);
    for (size_t i = 0; good && i < script->n; i++)
        good = mg_command(runner->conn, mg_buf_text(&script->steps[i].text), runner->error);
    return good && mg_command(runner->conn, "COMMIT", runner->error);
}

bool mg_runner_stamp(struct mg_runner *runner, size_t place, int wait)
{
    PGconn *lock = mg_lock(runner->url, wait, &runner->listener, runner->error);
    struct mg_script script = {0};
    bool good = lock && read_again(runner);
    if (good && !runner->ledger.exists)
        mg_ledger_create(&script);
    if (good)
        mg_ledger_stamp(&script, &runner->ledger, runner->chain, place);
    good = good && (script.n == 0 || send_script(runner, &script));
    if (good)
        runner->at = place;
    mg_script_free(&script);
    PQfinish(lock);
    return good;
}
