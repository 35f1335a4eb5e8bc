#include "runner.h"

#include <string.h>

#include "clock.h"
#include "lock.h"
#include "parts.h"
#include "journal.h"
#include "site.h"
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

/*
 * Who waits for a lock holds up everybody who comes after: the wait is short, and tried again.
 * The server only looks for a vacuum to push aside after deadlock_timeout, which a superuser can
 * shorten.
 */
static const char *settings_for(const PGconn *conn)
{
    const char *superuser = PQparameterStatus(conn, "is_superuser");
    return superuser && strcmp(superuser, "on") == 0
               ? "SELECT pg_catalog.set_config('lock_timeout', '50ms', true),"
                 " pg_catalog.set_config('deadlock_timeout', '20ms', true)"
               : "SELECT pg_catalog.set_config('lock_timeout', '50ms', true)";
}

bool mg_runner_open(struct mg_runner *runner)
{
    runner->conn = mg_connect(runner->url, runner->error);
    if (!runner->conn)
        return false;
    PQsetNoticeReceiver(runner->conn, hear, runner);
    runner->settings = settings_for(runner->conn);
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

static bool send_script(struct mg_runner *runner, const struct mg_script *script)
{
    if (!mg_script_ok(script))
        return mg_fail_memory(runner->error);
    bool good = mg_command(runner->conn, "BEGIN", runner->error);
    for (size_t i = 0; good && i < script->n; i++)
        good = mg_command(runner->conn, mg_buf_text(&script->steps[i].text), runner->error);
    return good && mg_command(runner->conn, "COMMIT", runner->error);
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

static void tell_losses(struct mg_runner *runner, const struct migration *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->steps[i].kind == MG_STEP_NOTICE)
            tell(runner, m, MG_EVENT_LOSS, m->steps[i].text, 0);
}

static void arrive(struct mg_runner *runner, const struct migration *m, double started)
{
    runner->ledger.exists = true;
    runner->ledger.format = MG_LEDGER_FORMAT;
    runner->at += m->direction == MG_UPGRADE ? 1 : -1;
    tell(runner, m, MG_EVENT_APPLIED, NULL, mg_now_ms() - started);
}

struct mg_patience mg_runner_patience(const struct mg_runner *runner)
{
    return mg_patience_of(runner->lock_wait, 50, 1000, (unsigned)PQbackendPID(runner->conn));
}

bool mg_runner_waits(struct mg_runner *runner, const struct mg_registered *entry,
                     enum mg_direction direction, struct mg_patience *patience)
{
    struct mg_error *error = runner->error;
    if (!mg_is_in_the_way(error) || mg_interrupt_came(&runner->interrupt))
        return false;
    if (patience->tries % 8 == 1) /* the first one is no news */
        runner->listener.tell(runner->listener.context,
                              &(struct mg_event){.kind = MG_EVENT_WAITING,
                                                 .entry = entry,
                                                 .direction = direction,
                                                 .text = mg_buf_text(&error->message)});
    if (!mg_patience_wait(patience)) {
        mg_error_hint(error,
                      "--lock-wait SECONDS tries longer than %d s. Who holds locks: select * "
                      "from pg_locks join pg_stat_activity using (pid).",
                      runner->lock_wait);
        return false;
    }
    mg_error_free(error);
    return true;
}

/* All in one transaction, which is tried again while others are in the way. */
static bool run_whole(struct mg_runner *runner, struct mg_transaction *t,
                      const struct mg_frame *frame)
{
    double started = mg_now_ms();
    struct mg_patience patience = mg_runner_patience(runner);
    bool made = mg_transaction_make(t, frame, runner->error);
    if (!made)
        return false;
    for (;;) {
        size_t done = mg_send(runner->conn, t->texts, t->n, &runner->interrupt, runner->error);
        if (done == t->n)
            break;
        if (!frame->trial && mg_is_in_the_way(runner->error)) {
            struct mg_error ignored = {0};
            mg_command(runner->conn, "ROLLBACK", &ignored);
            mg_error_free(&ignored);
            if (mg_runner_waits(runner, t->migration.entry, t->migration.direction, &patience))
                continue;
        }
        fail(runner, t, done, frame->trial, started);
        return false;
    }
    arrive(runner, &t->migration, started);
    return true;
}

/* Written down first, whole, and then done as written. */
static bool begin_parts(struct mg_runner *runner, const struct migration *m, bool create_ledger)
{
    struct mg_script script = {0};
    if (create_ledger)
        mg_ledger_create(&script);
    mg_journal_write(&script, m);
    bool good = send_script(runner, &script) && read_again(runner);
    mg_script_free(&script);
    return good;
}

/* What became of a migration in parts that failed. */
static void add_parts_outcome(struct mg_runner *runner, const struct mg_registered *entry)
{
    struct mg_error ignored = {0};
    struct mg_buf *out = &runner->error->outcome;
    if (PQstatus(runner->conn) != CONNECTION_OK || out->n)
        return;
    struct mg_ledger now;
    if (mg_ledger_read(runner->conn, &now, &ignored) && now.open.id) {
        mg_buf_printf(out, "%d of the %d steps of ", now.open.done, now.open.steps);
        mg_migration_name(entry->migration, out);
        mg_buf_add(out, " are done and stay. The same command goes on behind them.");
    }
    mg_ledger_free(&now);
    mg_error_free(&ignored);
}

static bool run_parts(struct mg_runner *runner, const struct migration *m)
{
    double started = mg_now_ms();
    if (!mg_parts_run(runner, runner->ledger.open.id, m->entry, m->direction)) {
        if (!mg_is_lost(runner->error)) {
            log_failure(runner, m, started);
            add_parts_outcome(runner, m->entry);
        }
        return false;
    }
    struct mg_open_run none = {0};
    runner->ledger.open = none;
    arrive(runner, m, started);
    return true;
}

static bool is_open(const struct mg_runner *runner, const struct mg_registered *entry,
                    enum mg_direction direction)
{
    const struct mg_open_run *open = &runner->ledger.open;
    return open->id && strcmp(open->revision, entry->migration->revision) == 0 &&
           (open->direction[0] == 'u') == (direction == MG_UPGRADE);
}

/* Goes on where an earlier run ended, with what it had written down. */
static bool resume(struct mg_runner *runner, const struct mg_registered *entry,
                   enum mg_direction direction)
{
    struct migration m = {.entry = entry, .direction = direction};
    if (strcmp(runner->ledger.open.checksum, entry->sha256) != 0) {
        runner->error->file = entry->file;
        mg_fail(
            runner->error, MG_E537,
            "the source was changed after the migration had been begun on %s: %d of its %d steps "
            "are done",
            runner->ledger.open.started, runner->ledger.open.done, runner->ledger.open.steps);
        mg_error_hint(runner->error, "Restore it, finish with the same command, and write the "
                                     "change as a migration of its own.");
        return false;
    }
    tell(runner, &m, MG_EVENT_STARTED, NULL, 0);
    return run_parts(runner, &m);
}

static bool carry_out(struct mg_runner *runner, struct mg_transaction *t,
                      const struct mg_goal *goal, bool last)
{
    bool create_ledger = !runner->ledger.exists || runner->ledger.format < MG_LEDGER_FORMAT;
    struct mg_frame frame = {
        .create_ledger = create_ledger,
        .trial = goal->dry_run,
        .lazy = !last && !goal->dry_run,
        .settings = t->migration.meets_others && !goal->dry_run ? runner->settings : NULL};
    tell(runner, &t->migration, MG_EVENT_STARTED, NULL, 0);
    tell_losses(runner, &t->migration);
    if (!mg_record_has_parts(&t->migration))
        return run_whole(runner, t, &frame);
    if (goal->dry_run)
        return mg_fail(
            runner->error, MG_E545,
            "the migration takes more than one transaction, which cannot be rolled back");
    return begin_parts(runner, &t->migration, create_ledger) && run_parts(runner, &t->migration);
}

static bool step(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool up = goal->direction == MG_UPGRADE;
    const struct mg_registered *entry = runner->chain->at[up ? runner->at : runner->at - 1];
    bool last = (up ? runner->at + 1 : runner->at - 1) == goal->place;
    struct mg_site site = {.conn = runner->conn,
                           .error = runner->error,
                           .entry = entry,
                           .direction = goal->direction,
                           .stash = goal->stash};
    struct mg_transaction t = {0};
    if (is_open(runner, entry, goal->direction))
        return resume(runner, entry, goal->direction);
    bool made = mg_record(&t.migration, entry, goal->direction, goal->dry_run ? NULL : &site,
                          runner->error);
    if (!made && !goal->dry_run)
        add_outcome(runner, entry, UNTOUCHED);
    bool done = made && carry_out(runner, &t, goal, last);
    mg_transaction_free(&t);
    mg_site_free(&site);
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

/* Something else is under way: it has to be finished or decided first. */
static bool nothing_else_is_open(struct mg_runner *runner, const struct mg_goal *goal)
{
    const struct mg_open_run *open = &runner->ledger.open;
    if (!open->id || arrived(runner, goal))
        return true;
    bool up = goal->direction == MG_UPGRADE;
    if (is_open(runner, runner->chain->at[up ? runner->at : runner->at - 1], goal->direction))
        return true;
    mg_fail(runner->error, MG_E536,
            "the %s of migration %s, begun on %s, is not at its end: %d of its %d steps are done",
            open->direction, open->revision, open->started, open->done, open->steps);
    mg_error_hint(runner->error, "Finish it first: `migrate %s`. Or see `migrate repair`.",
                  open->direction);
    return false;
}

/* The lock, and what the ledger says now that nobody else changes it. */
static PGconn *enter(struct mg_runner *runner, const struct mg_goal *goal)
{
    PGconn *lock = mg_lock(runner->url, goal->wait, &runner->listener, runner->error);
    if (lock && read_again(runner) && mg_runner_locate(runner) &&
        nothing_else_is_open(runner, goal))
        return lock;
    PQfinish(lock);
    return NULL;
}

/*
 * The connection broke, or the server went away: back to where the ledger says that the database
 * is. So also a COMMIT whose answer was never heard is found out.
 */
static PGconn *enter_again(struct mg_runner *runner, const struct mg_goal *goal, PGconn *lock)
{
    struct mg_patience patience = mg_patience_of(300, 100, 5000, (unsigned)goal->place + 1);
    struct mg_buf what = MG_BUF_INIT;
    mg_buf_add(&what, mg_buf_text(&runner->error->message));
    PQfinish(lock);
    for (lock = NULL; !lock && mg_is_lost(runner->error) && mg_patience_wait(&patience) &&
                      !mg_interrupt_came(&runner->interrupt);) {
        mg_error_free(runner->error);
        mg_runner_close(runner);
        if (mg_runner_open(runner))
            lock = enter(runner, goal);
    }
    if (lock)
        runner->listener.tell(
            runner->listener.context,
            &(struct mg_event){.kind = MG_EVENT_AGAIN,
                               .text = mg_buf_failed(&what) ? "" : mg_buf_text(&what)});
    mg_buf_free(&what);
    return lock;
}

/* From one migration to the next. A broken connection is mended while that leads any further. */
static bool travel(struct mg_runner *runner, const struct mg_goal *goal, PGconn **lock)
{
    enum { MOST_BREAKS = 5 };
    int breaks = 0;
    while (!arrived(runner, goal)) {
        size_t at = runner->at;
        if (mg_lock_holds(*lock, runner->error) && may_go_on(runner) && step(runner, goal)) {
            breaks = 0;
            continue;
        }
        if (!mg_is_lost(runner->error) || breaks++ == MOST_BREAKS)
            return false;
        *lock = enter_again(runner, goal, *lock);
        if (!*lock)
            return false;
        if (runner->at != at)
            breaks = 0;
    }
    return true;
}

bool mg_runner_go(struct mg_runner *runner, const struct mg_goal *goal)
{
    if (arrived(runner, goal))
        return true;
    runner->lock_wait = goal->lock_wait;
    PGconn *lock = enter(runner, goal);
    bool good = lock != NULL;
    mg_interrupt_listen(&runner->interrupt);
    if (good)
        good = goal->dry_run ? dry_run(runner, goal) : travel(runner, goal, &lock);
    mg_interrupt_done(&runner->interrupt);
    PQfinish(lock);
    return good;
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
