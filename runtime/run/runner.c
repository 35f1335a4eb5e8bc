#include "runner.h"

#include <string.h>

#include "../base/clock.h"
#include "../impact/consent.h"
#include "../ledger/journal.h"
#include "../parts/parts.h"
#include "../site/site.h"
#include "drift.h"
#include "lock.h"
#include "reach.h"
#include "transaction.h"
#include "whole.h"

static bool send_script(struct mg_runner *runner, const struct mg_script *script)
{
    if (!mg_script_ok(script))
        return mg_fail_memory(runner->error);
    bool good = mg_command(runner->conn, "BEGIN", runner->error);
    for (size_t i = 0; good && i < script->n; i++)
        good = mg_command(runner->conn, mg_buf_text(&script->steps[i].text), runner->error);
    if (!good)
        mg_ledger_hint(runner->conn, runner->error);
    return good && mg_command(runner->conn, "COMMIT", runner->error);
}

/* --- One migration ------------------------------------------------------------------------ */

static void tell_losses(struct mg_runner *runner, const struct migration *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->steps[i].kind == MG_STEP_NOTICE)
            mg_runner_tell(runner, m, MG_EVENT_LOSS, m->steps[i].text, 0);
}

/* Written down first, whole, and then done as written. */
static bool begin_parts(struct mg_runner *runner, const struct migration *m, bool create_ledger)
{
    struct mg_script script = {0};
    if (create_ledger)
        mg_ledger_create(&script);
    mg_journal_write(&script, m);
    bool good = send_script(runner, &script) && mg_reach_look(runner);
    mg_script_free(&script);
    return good;
}

static bool run_parts(struct mg_runner *runner, const struct migration *m)
{
    double started = mg_now_ms();
    if (!mg_parts_run(runner, runner->ledger.open.id, m->entry, m->direction)) {
        if (!mg_is_lost(runner->error)) {
            mg_runner_log_failure(runner, m, started);
            mg_runner_add_parts_outcome(runner, m->entry);
        }
        return false;
    }
    struct mg_open_run none = {0};
    runner->ledger.open = none;
    mg_runner_arrive(runner, m, started);
    return true;
}

/* A run that was begun by an earlier version of the runner. */
static bool renew_ledger(struct mg_runner *runner)
{
    struct mg_script script = {0};
    if (runner->ledger.format == MG_LEDGER_FORMAT)
        return true;
    mg_ledger_create(&script);
    bool good = send_script(runner, &script) && mg_reach_look(runner);
    mg_script_free(&script);
    return good;
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
        mg_error_hint(runner->error,
                      "Restore it, finish with the same command, and write the change as a "
                      "migration of its own. Or `migrate repair` shows what differs, and what can "
                      "be decided.");
        return false;
    }
    mg_runner_tell(runner, &m, MG_EVENT_STARTED, NULL, 0);
    return renew_ledger(runner) && run_parts(runner, &m);
}

static bool find_locks(struct mg_runner *runner, struct mg_transaction *t, struct mg_site *site)
{
    struct mg_patience patience = mg_runner_patience(runner);
    const struct migration *m = &t->migration;
    struct mg_attempt tried = {m->entry, m->direction, m->steps, m->n, site};
    do {
        mg_locks_first_free(&t->locks);
        if (mg_locks_first(site, m->steps, m->n, runner->locks.timeout, &t->locks, runner->error))
            return true;
    } while (mg_runner_waits(runner, &tried, &patience));
    runner->error->file = m->entry->file;
    mg_runner_add_outcome(runner, m->entry, MG_OUTCOME_UNTOUCHED);
    return false;
}

static bool carry_out(struct mg_runner *runner, struct mg_transaction *t,
                      const struct mg_goal *goal, struct mg_site *site, bool last)
{
    bool create_ledger = !runner->ledger.exists || runner->ledger.format < MG_LEDGER_FORMAT;
    if (runner->alone && mg_record_has_parts(&t->migration))
        return false;
    struct mg_frame frame = {.create_ledger = create_ledger,
                             .trial = goal->dry_run,
                             .takes_lock = runner->alone,
                             .tenant = runner->tenant,
                             .lazy = !last && !goal->dry_run,
                             .settings = (t->live || t->migration.meets_others) && !goal->dry_run
                                             ? runner->together
                                             : NULL,
                             .owed = goal->dry_run ? NULL : &runner->owed,
                             .host = runner->host};
    mg_runner_tell(runner, &t->migration, MG_EVENT_STARTED, NULL, 0);
    tell_losses(runner, &t->migration);
    if (!mg_record_has_parts(&t->migration))
        return (!frame.settings || find_locks(runner, t, site)) &&
               mg_whole_run(runner, t, &frame, goal);
    if (goal->dry_run)
        return mg_fail(
            runner->error, MG_E545,
            "the migration takes more than one transaction, which cannot be rolled back");
    return begin_parts(runner, &t->migration, create_ledger) && run_parts(runner, &t->migration);
}

/* What has to be consented to is; what takes long is said before it begins. */
static bool is_allowed(struct mg_runner *runner, const struct mg_goal *goal,
                       const struct migration *m, struct mg_site *site)
{
    struct mg_buf said = MG_BUF_INIT;
    if (goal->dry_run || !m->meets_others)
        return true;
    bool allowed = mg_consent_check(site, m, goal->allowed, &said, runner->error);
    if (allowed && said.n && !mg_buf_failed(&said))
        runner->listener.tell(runner->listener.context,
                              &(struct mg_event){.kind = MG_EVENT_NOTICE,
                                                 .entry = m->entry,
                                                 .direction = m->direction,
                                                 .text = mg_buf_text(&said),
                                                 .severity = "WARNING"});
    mg_buf_free(&said);
    return allowed;
}

/* A lock or a timeout in the way of looking at the tables is waited for, too. */
static bool record(struct mg_runner *runner, const struct mg_goal *goal, struct mg_site *site,
                   struct mg_transaction *t)
{
    struct mg_patience patience = mg_runner_patience(runner);
    struct migration *m = &t->migration;
    const struct mg_site unseen = *site;
    struct mg_recording how = {.conn = runner->conn, .site = goal->dry_run ? NULL : site};
    struct mg_attempt tried = {.entry = site->entry, .direction = goal->direction, .looked = site};
    do {
        mg_record_free(m);
        mg_site_free(site);
        *site = unseen;
        bool made = mg_record(m, site->entry, goal->direction, &how, runner->error);
        t->live = m->asks;
        if (t->live)
            mg_record_free(m); /* it is run anew, and then with answers */
        if (made && (t->live || is_allowed(runner, goal, m, site)))
            return true;
    } while (mg_runner_waits(runner, &tried, &patience));
    return false;
}

struct mg_site mg_runner_site(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool up = goal->direction == MG_UPGRADE;
    return (struct mg_site){.conn = runner->conn,
                            .error = runner->error,
                            .direction = goal->direction,
                            .no_rewrite = goal->no_rewrite,
                            .stash = goal->stash,
                            .held_down = &runner->ledger.held_down,
                            .keeps = goal->stash && (up || !(goal->allowed & MG_CONSENT_LOSS))};
}

static bool step(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool up = goal->direction == MG_UPGRADE;
    const struct mg_registered *entry = runner->chain->at[up ? runner->at : runner->at - 1];
    bool last = (up ? runner->at + 1 : runner->at - 1) == goal->place;
    struct mg_site site = mg_runner_site(runner, goal);
    site.entry = entry;
    struct mg_transaction t = {0};
    if (mg_ledger_is_open(&runner->ledger, entry, goal->direction))
        return resume(runner, entry, goal->direction);
    bool made = record(runner, goal, &site, &t);
    if (!made && !goal->dry_run)
        mg_runner_add_outcome(runner, entry, MG_OUTCOME_UNTOUCHED);
    bool done = made && carry_out(runner, &t, goal, &site, last);
    mg_transaction_free(&t);
    mg_site_free(&site);
    return done;
}

/* --- A run -------------------------------------------------------------------------------- */

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
    while (good && !mg_reach_arrived(runner, goal))
        good = may_go_on(runner) && step(runner, goal);
    if (PQtransactionStatus(runner->conn) != PQTRANS_IDLE)
        mg_command(runner->conn, "ROLLBACK", good ? runner->error : &ignored);
    mg_error_free(&ignored);
    runner->at = at;
    runner->ledger.exists = existed;
    return good && runner->error->code == MG_OK;
}

/* How far it has come: what a broken connection is worth mending for. */
struct progress {
    size_t at;
    long long run, blocks;
    int done;
};

static struct progress progress_of(const struct mg_runner *runner)
{
    const struct mg_open_run *open = &runner->ledger.open;
    return (struct progress){
        .at = runner->at, .run = open->id, .blocks = open->blocks, .done = open->done};
}

static bool is_same(struct progress a, struct progress b)
{
    return a.at == b.at && a.run == b.run && a.blocks == b.blocks && a.done == b.done;
}

/* From one migration to the next. A broken connection is mended while that leads any further. */
static bool travel(struct mg_runner *runner, const struct mg_goal *goal)
{
    enum { MOST_BREAKS = 5 };
    struct progress before = progress_of(runner);
    for (int breaks = 0; !mg_reach_arrived(runner, goal);) {
        if (mg_reach_is_in(runner, runner->error) && may_go_on(runner) && step(runner, goal))
            continue;
        if (breaks++ == MOST_BREAKS || !mg_reach_again(runner, goal, true))
            return false;
        if (!is_same(before, progress_of(runner)))
            breaks = 0;
        before = progress_of(runner);
    }
    return true;
}

/* A single step to go, nothing half done: likely one transaction. */
static bool is_short(const struct mg_runner *runner, const struct mg_goal *goal)
{
    size_t steps =
        goal->direction == MG_UPGRADE ? goal->place - runner->at : runner->at - goal->place;
    return steps == 1 && !goal->dry_run && !runner->ledger.open.id;
}

/* Without the lock, what differs may be the work of another runner. */
static bool finds_nothing(struct mg_runner *runner, const struct mg_goal *goal)
{
    struct mg_differences found;
    bool none = mg_drift_find(runner, goal, &found) && found.n == 0;
    mg_differences_free(&found);
    return none;
}

/*
 * One transaction takes the lock by itself, without a second connection. False without an error:
 * with that, then.
 */
static bool go_alone(struct mg_runner *runner, const struct mg_goal *goal)
{
    runner->alone = true;
    bool good = mg_lock_is_free(runner->conn, runner->tenant, runner->error) &&
                finds_nothing(runner, goal) && step(runner, goal);
    runner->alone = false;
    return good;
}

static bool go_locked(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool begun = runner->error->code != MG_OK; /* one transaction, without the lock */
    bool in = !begun && mg_reach_enter(runner, goal);
    if (!in && !mg_reach_again(runner, goal, begun))
        return false;
    if (!mg_drift_check(runner, goal))
        return false;
    return goal->dry_run ? dry_run(runner, goal) : travel(runner, goal);
}

/* The last figures go by themselves, all in one. */
static void pay(PGconn *conn, struct mg_owed *owed)
{
    struct mg_error ignored = {0};
    struct mg_script script = {0};
    struct mg_buf sql = MG_BUF_INIT;
    mg_owed_send(owed, true, &script);
    mg_buf_add(&sql, "SET LOCAL synchronous_commit = off");
    for (size_t i = 0; i < script.n && mg_script_ok(&script); i++)
        mg_buf_printf(&sql, "; %s", mg_buf_text(&script.steps[i].text));
    if (script.n && !mg_buf_failed(&sql) && PQstatus(conn) == CONNECTION_OK)
        mg_command(conn, mg_buf_text(&sql), &ignored);
    mg_buf_free(&sql);
    mg_script_free(&script);
    mg_owed_free(owed);
    mg_error_free(&ignored);
}

/* What the one before owes goes with what this one sends. */
static void take_over_debts(struct mg_runner *runner)
{
    if (runner->spare) {
        runner->owed = runner->spare->owed;
        runner->spare->owed = (struct mg_owed){0};
    }
    if (runner->owed.rows.n == 0)
        runner->owed.since = mg_now_ms();
}

/* Rows can wait for the next tenant's transaction; they say of themselves whose they are. */
static void leave_debts(struct mg_runner *runner)
{
    if (!runner->spare || runner->owed.steps.n) {
        pay(runner->conn, &runner->owed);
        return;
    }
    runner->spare->owed = runner->owed;
    runner->owed = (struct mg_owed){0};
}

static void overhear(void *context, const PGresult *notice)
{
    (void)context;
    (void)notice;
}

/* Whoever listened to the connection is gone. */
void mg_spare_end(struct mg_spare *spare)
{
    PQsetNoticeReceiver(spare->conn, overhear, NULL);
    pay(spare->conn, &spare->owed);
    PQfinish(spare->conn);
    spare->conn = NULL;
}

bool mg_runner_go(struct mg_runner *runner, const struct mg_goal *goal)
{
    if (mg_reach_arrived(runner, goal) && !runner->ledger.open.id)
        return true;
    if (!mg_is_writable(runner->conn, runner->error))
        return false;
    runner->pace = goal->pace;
    take_over_debts(runner);
    runner->interrupt.idle = mg_watch_look;
    runner->interrupt.context = runner;
    mg_interrupt_listen(&runner->interrupt);
    bool good = (is_short(runner, goal) && go_alone(runner, goal)) || go_locked(runner, goal);
    leave_debts(runner);
    mg_watch_end(&runner->watch);
    mg_interrupt_done(&runner->interrupt);
    return good;
}

bool mg_runner_stamp(struct mg_runner *runner, size_t place, int wait)
{
    struct mg_script script = {0};
    runner->lock = mg_lock(runner->url, runner->tenant, wait, &runner->listener, &runner->interrupt,
                           runner->error);
    bool good = runner->lock && mg_reach_look(runner);
    if (good)
        good = mg_reach_nothing_is_open(runner);
    if (good && !runner->ledger.exists)
        mg_ledger_create(&script);
    if (good)
        mg_ledger_stamp(&script, &runner->ledger, runner->chain, place);
    good = good && (script.n == 0 || send_script(runner, &script));
    if (good)
        runner->at = place;
    mg_script_free(&script);
    return good;
}

bool mg_runner_make_ledger(struct mg_runner *runner, int wait)
{
    if (runner->ledger.exists && runner->ledger.format == MG_LEDGER_FORMAT)
        return true;
    struct mg_script script = {0};
    mg_ledger_create(&script);
    runner->lock = mg_lock(runner->url, runner->tenant, wait, &runner->listener, &runner->interrupt,
                           runner->error);
    bool good = runner->lock && send_script(runner, &script) && mg_reach_look(runner);
    mg_script_free(&script);
    return good;
}
