#include "whole.h"

#include <string.h>

#include "../base/clock.h"
#include "lock.h"
#include "live_run.h"

/* Statement i failed: says where that is in the migration, and takes back what was done. */
static void fail(struct mg_runner *runner, const struct mg_transaction *t, size_t i, bool dry_run,
                 double started)
{
    struct mg_error *error = runner->error;
    const struct mg_recorded *origin = mg_transaction_origin(t, i);
    bool own = t->live && error->line; /* its function failed, and knows where */
    error->file = t->migration.entry->file;
    if (origin) {
        error->line = origin->line;
        error->operation = origin->operation->name;
    } else if (!own && error->code == MG_E516) {
        mg_ledger_hint(runner->conn, error);
    } else if (!own && error->sqlstate[0] && strcmp(t->texts[i], "COMMIT") != 0) {
        mg_error_hint(error, "This is the ledger's own. Is something else, a script perhaps, "
                             "migrating this database?");
    }
    if (PQstatus(runner->conn) != CONNECTION_OK) {
        mg_runner_add_outcome(runner, t->migration.entry, MG_OUTCOME_LOST);
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
        mg_runner_add_outcome(runner, t->migration.entry, MG_OUTCOME_UNDONE);
    if (!dry_run && runner->ledger.exists)
        mg_runner_log_failure(runner, &t->migration, started);
}

/*
 * The transaction that was to take the lock by itself found others at work, or that they have been:
 * what comes of it is for a run that holds the lock.
 */
static bool gives_way(struct mg_runner *runner, const struct mg_transaction *t, size_t done)
{
    struct mg_error ignored = {0};
    bool at_lock = done == 1 && mg_lock_is_taken(runner->error);
    bool at_entry = done + 1 + t->locks.script.n == t->first;
    if (!runner->alone || (!at_lock && !at_entry))
        return false;
    if (PQstatus(runner->conn) != CONNECTION_OK)
        return false;
    mg_command(runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    mg_error_free(runner->error);
    return true;
}

/* It is over: its figures are owed to the ledger from now on. */
static void settle(struct mg_runner *runner, const struct mg_transaction *t,
                   const struct mg_meter *meter)
{
    mg_owed_paid(&runner->owed);
    mg_owe_history(&runner->owed, &t->migration, meter);
    mg_owe_tally(&runner->owed, &t->tally, meter->history);
    for (size_t i = 0; i < t->tally.n; i++)
        mg_runner_tell_step(runner, &t->migration, i, t->tally.n, &t->tally.steps[i].measure,
                            t->tally.steps[i].operation->name);
    for (size_t i = 0; i < meter->n; i++)
        mg_runner_tell_step(runner, &t->migration, i, meter->n, &meter->at[i],
                            mg_transaction_origin(t, meter->first + i)->operation->name);
}

/* Returns how many of the texts are done. */
static size_t attempt(struct mg_runner *runner, struct mg_transaction *t,
                      const struct mg_goal *goal, struct mg_meter *meter)
{
    if (t->live)
        return mg_live_run(runner, t, goal, &meter->history);
    return mg_send(runner->conn, t->texts, t->n, &runner->interrupt, meter, runner->error);
}

/* The statement whose lock others held: what locks are taken ahead for, or itself. */
static size_t waited_for(const struct mg_transaction *t, size_t i)
{
    size_t at = i;
    if (mg_transaction_is_lock(t, i))
        for (at = t->first; at < t->n; at++)
            if (mg_transaction_origin(t, at) == mg_transaction_origin(t, i))
                break;
    return at;
}

/* Statement `done` failed after so many ms: whether it is worth another try, after a while. */
static bool wait_for_others(struct mg_runner *runner, struct mg_transaction *t, size_t done,
                            double ms, struct mg_meter *meter, struct mg_patience *patience)
{
    const struct migration *m = &t->migration;
    struct mg_attempt tried = {m->entry, m->direction, m->steps, m->n, NULL};
    struct mg_error ignored = {0};
    double began = mg_now_ms();
    mg_command(runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    if (!mg_runner_waits(runner, &tried, patience))
        return false;
    mg_meter_waited(meter, waited_for(t, done), ms + mg_now_ms() - began);
    return true;
}

/* All in one transaction, which is tried again while others are in the way. */
static bool send_whole(struct mg_runner *runner, struct mg_transaction *t,
                       const struct mg_frame *frame, const struct mg_goal *goal,
                       struct mg_meter *meter)
{
    double started = mg_now_ms();
    struct mg_patience patience = mg_runner_patience(runner);
    for (;;) {
        double tried = mg_now_ms();
        size_t done = attempt(runner, t, goal, meter);
        if (runner->error->code == MG_OK && done == t->n)
            break;
        if (gives_way(runner, t, done))
            return false;
        if (mg_transaction_is_lock(t, done))
            mg_locks_first_failed(&runner->interrupt, runner->error);
        if (!frame->trial && mg_is_in_the_way(runner->error) &&
            wait_for_others(runner, t, done, mg_now_ms() - tried, meter, &patience)) {
            struct mg_waits waits = {patience.tries, mg_now_ms() - started};
            if (mg_transaction_waited(t, frame, &waits, runner->error))
                continue;
            return false;
        }
        fail(runner, t, done, frame->trial, started);
        return false;
    }
    if (!frame->trial)
        settle(runner, t, meter);
    mg_runner_arrive(runner, &t->migration, started);
    return true;
}

bool mg_whole_run(struct mg_runner *runner, struct mg_transaction *t, const struct mg_frame *frame,
                  const struct mg_goal *goal)
{
    struct mg_meter meter = {0};
    if (!mg_transaction_make(t, frame, runner->error))
        return false;
    bool good = frame->trial || mg_meter_make(&meter, t->first, t->n - t->first - t->closing.n) ||
                mg_fail_memory(runner->error);
    /* What nobody else sees yet is soon done: no message more for it. */
    meter.precise = t->migration.meets_others;
    meter.entry = t->n - t->closing.n;
    runner->whole = t;
    good = good && send_whole(runner, t, frame, goal, &meter);
    runner->whole = NULL;
    mg_watch_step(&runner->watch, &(struct mg_event){0});
    mg_meter_free(&meter);
    return good;
}
