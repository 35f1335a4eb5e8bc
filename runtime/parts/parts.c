#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/locks_first.h"
#include "parts_inside.h"

static void tell_done(struct mg_parts *r, const struct mg_journal_step *step, double ms,
                      const struct mg_waits *waits, long long rows)
{
    mg_parts_tell(r,
                  &(struct mg_event){
                      .kind = MG_EVENT_STEPPED, .milliseconds = ms, .waits = *waits, .rows = rows},
                  step);
}

/* --- Transactions ------------------------------------------------------------------------- */

static void add_statement(struct mg_script *script, const char *text)
{
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), text);
}

/* The statements of a part: from step `first` to before `end`. */
static bool compose(struct mg_parts *r, const struct mg_locks_first *locks, size_t first,
                    size_t end, struct mg_script *script)
{
    bool last = end == r->journal.n;
    add_statement(script, "BEGIN");
    add_statement(script, end - first > 1 ? r->runner->together : r->runner->settings);
    add_statement(script, MG_UNCHECKED_BODIES);
    mg_journal_guard(&r->claim, mg_script_step(script, MG_STEP_SQL));
    for (size_t i = 0; i < locks->script.n; i++)
        add_statement(script, mg_buf_text(&locks->script.steps[i].text));
    for (size_t i = first; i < end; i++)
        add_statement(script, r->journal.steps[i].statement);
    if (first < end)
        mg_journal_mark_done(&r->claim, r->journal.steps[first].part,
                             &(struct mg_part_cost){r->waits, r->waited, -1},
                             mg_script_step(script, MG_STEP_SQL));
    mg_owed_send(&r->runner->owed, false, script);
    if (last) {
        mg_ledger_enter(script, r->entry, r->direction);
        mg_ledger_log_run(script, r->entry, r->direction, r->journal.run, r->runner->host);
        mg_journal_finish(r->journal.run, mg_script_step(script, MG_STEP_SQL));
    }
    add_statement(script, "COMMIT");
    return mg_script_ok(script) || mg_fail_memory(r->runner->error);
}

/* Returns how many of them succeeded, of *n. */
static size_t send_once(struct mg_parts *r, const struct mg_locks_first *locks, size_t first,
                        size_t end, struct mg_meter *meter, size_t *n)
{
    struct mg_script script = {0};
    bool good = compose(r, locks, first, end, &script);
    const char **texts = calloc(script.n + 1, sizeof *texts);
    size_t done = 0;
    *n = script.n;
    for (size_t i = 0; texts && i < script.n; i++)
        texts[i] = mg_buf_text(&script.steps[i].text);
    if (good && texts)
        done = mg_send(r->runner->conn, texts, script.n, &r->runner->interrupt, meter,
                       r->runner->error);
    else
        mg_fail_memory(r->runner->error);
    free(texts);
    mg_script_free(&script);
    return done;
}

enum { BEFORE = 4 }; /* BEGIN, the settings and the guard */

/* It is over: its figures are owed to the ledger from now on. */
static void settle(struct mg_parts *r, size_t first, const struct mg_meter *meter)
{
    mg_owed_paid(&r->runner->owed);
    if (meter->n)
        mg_owe_steps(&r->runner->owed, r->journal.run, r->journal.steps[first].step, meter);
    for (size_t i = 0; i < meter->n; i++) {
        const struct mg_journal_step *step = &r->journal.steps[first + i];
        tell_done(r, step, meter->at[i].ms,
                  step->step == r->waited ? &r->waits : &(struct mg_waits){0}, meter->at[i].rows);
    }
}

/* What the part's statements lock. */
static bool find_locks(struct mg_parts *r, size_t first, size_t end, struct mg_locks_first *locks)
{
    struct mg_runner *runner = r->runner;
    struct mg_site site = {
        .conn = runner->conn, .error = runner->error, .entry = r->entry, .direction = r->direction};
    struct mg_recorded *steps = calloc(end - first + 1, sizeof *steps);
    for (size_t i = first; steps && i < end; i++)
        steps[i - first] = mg_journal_recorded(&r->journal.steps[i]);
    bool good = steps ? mg_locks_first(&site, steps, end - first, runner->locks.timeout, locks,
                                       runner->error)
                      : mg_fail_memory(runner->error);
    free(steps);
    mg_site_free(&site);
    return good;
}

static void place(struct mg_parts *r, const struct mg_journal_step *step)
{
    mg_parts_place(r, step);
    r->waited = step->step;
}

/* Says where the transaction failed, after so many statements. */
static void place_failure(struct mg_parts *r, const struct mg_locks_first *locks, size_t first,
                          size_t end, size_t done)
{
    if (done >= BEFORE && done < BEFORE + locks->script.n) {
        place(r, &r->journal.steps[first + locks->step]);
        mg_locks_first_failed(&r->runner->interrupt, r->runner->error);
    } else if (done >= BEFORE && done - BEFORE - locks->script.n < end - first) {
        place(r, &r->journal.steps[first + done - BEFORE - locks->script.n]);
    }
}

static bool send_transaction(struct mg_parts *r, size_t first, size_t end,
                             const struct mg_locks_first *locks, struct mg_meter *meter)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    for (;;) {
        size_t n, sent = send_once(r, locks, first, end, meter, &n);
        if (r->runner->error->code == MG_OK && sent == n)
            return true;
        place_failure(r, locks, first, end, sent);
        if (!mg_parts_try_again(r, &patience))
            return false;
    }
}

static bool run_transaction(struct mg_parts *r, size_t first, size_t end)
{
    struct mg_meter meter = {0};
    struct mg_locks_first locks = {0};
    bool good = find_locks(r, first, end, &locks);
    if (good)
        good = mg_meter_make(&meter, BEFORE + locks.script.n, end - first) ||
               mg_fail_memory(r->runner->error);
    meter.precise = true;
    good = good && send_transaction(r, first, end, &locks, &meter);
    if (good)
        settle(r, first, &meter);
    mg_meter_free(&meter);
    mg_locks_first_free(&locks);
    return good;
}

/* --- All of them -------------------------------------------------------------------------- */

static bool run_part(struct mg_parts *r, size_t first, size_t end)
{
    const struct mg_journal_step *step = &r->journal.steps[first];
    struct mg_event begun = mg_parts_event(r, step, &(struct mg_event){.kind = MG_EVENT_STEP});
    r->runner->listener.tell(r->runner->listener.context, &begun);
    mg_watch_step(&r->runner->watch, &begun);
    r->first = first;
    r->end = end;
    r->waits = (struct mg_waits){0};
    r->waited = step->step;
    r->rows = -1;
    r->begun = r->tried = mg_now_ms();
    if (step->kind == MG_PART_TRANSACTION)
        return run_transaction(r, first, end);
    bool good =
        step->kind == MG_PART_APART ? mg_parts_run_apart(r, step) : mg_parts_run_batches(r, step);
    if (good)
        tell_done(r, step, mg_now_ms() - r->begun, &r->waits, r->rows);
    return good;
}

static bool read_again(struct mg_parts *r)
{
    long long run = r->journal.run;
    mg_journal_free(&r->journal);
    return mg_journal_read(r->runner->conn, run, &r->journal, r->runner->error);
}

static bool run_parts(struct mg_parts *r)
{
    const struct mg_journal *journal = &r->journal;
    bool entered = false;
    for (size_t first = 0, end; first < journal->n; first = end) {
        for (end = first + 1;
             end < journal->n && journal->steps[end].part == journal->steps[first].part;)
            end++;
        if (journal->steps[first].state == MG_PART_DONE)
            continue;
        if (mg_interrupt_came(&r->runner->interrupt))
            return mg_fail(r->runner->error, MG_E546, "interrupted");
        if (!run_part(r, first, end))
            return false;
        /* A transaction may complete a step that comes after it. */
        if (journal->steps[first].kind == MG_PART_TRANSACTION && end < journal->n && !read_again(r))
            return false;
        entered = end == journal->n && journal->steps[first].kind == MG_PART_TRANSACTION;
    }
    /* The last part was none that could enter the migration, too. */
    return entered || run_transaction(r, journal->n, journal->n);
}

bool mg_parts_run(struct mg_runner *runner, long long run, const struct mg_registered *entry,
                  enum mg_direction direction)
{
    struct mg_parts r = {.runner = runner, .entry = entry, .direction = direction};
    r.journal.run = run;
    bool good = mg_parts_take_over(&r) &&
                mg_journal_read(runner->conn, run, &r.journal, runner->error) && run_parts(&r);
    mg_watch_step(&runner->watch, &(struct mg_event){0}); /* its texts are the journal's */
    mg_parts_roll_back(&r);
    mg_journal_free(&r.journal);
    return good;
}

bool mg_parts_settle(struct mg_runner *runner, long long run, const struct mg_registered *entry,
                     enum mg_direction direction)
{
    struct mg_parts r = {.runner = runner, .entry = entry, .direction = direction};
    r.journal.run = run;
    bool good =
        mg_parts_take_over(&r) && mg_journal_read(runner->conn, run, &r.journal, runner->error);
    for (size_t i = 0; good && i < r.journal.n; i++) {
        const struct mg_journal_step *step = &r.journal.steps[i];
        if (step->kind == MG_PART_APART && step->state == MG_PART_RUNNING)
            good = mg_parts_settle_apart(&r, step);
    }
    mg_journal_free(&r.journal);
    return good;
}
