#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "locks_first.h"
#include "parts_inside.h"

enum { FIRST_BLOCKS = 64, MOST_BLOCKS = 8192, BATCH_MS = 50 };

/* --- What is said ------------------------------------------------------------------------- */

static void tell(struct mg_parts *r, enum mg_event_kind kind, const struct mg_journal_step *step,
                 double done, double total, long long rows)
{
    const struct mg_listener *listener = &r->runner->listener;
    listener->tell(listener->context, &(struct mg_event){.kind = kind,
                                                         .entry = r->entry,
                                                         .direction = r->direction,
                                                         .text = step->operation,
                                                         .step = (size_t)step->step,
                                                         .steps = r->journal.n,
                                                         .done = done,
                                                         .total = total,
                                                         .rows = rows});
}

void mg_parts_place(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_error *error = r->runner->error;
    error->file = r->entry->file;
    error->line = step->line;
    error->operation = mg_journal_recorded(step).operation->name;
}

/* --- Small statements --------------------------------------------------------------------- */

bool mg_parts_mark(struct mg_parts *r, struct mg_buf *sql)
{
    struct mg_error *error = r->runner->error;
    PGresult *result =
        mg_buf_failed(sql) ? NULL : mg_query(r->runner->conn, mg_buf_text(sql), error);
    if (!result)
        mg_fail_memory(error); /* unless there is an error already */
    else if (PQntuples(result) == 0)
        mg_fail(error, MG_E544, "another runner has taken the migration over");
    mg_buf_free(sql);
    PQclear(result);
    return error->code == MG_OK;
}

static bool mark_running(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_mark_running(&r->claim, step->part, &sql);
    return mg_parts_mark(r, &sql);
}

static bool mark_done(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_mark_done(&r->claim, step->part, &r->waits, &sql);
    return mg_parts_mark(r, &sql);
}

/* Ends what a failure left open, if the server is still there. */
static void roll_back(struct mg_parts *r)
{
    struct mg_error ignored = {0};
    if (PQstatus(r->runner->conn) == CONNECTION_OK &&
        PQtransactionStatus(r->runner->conn) != PQTRANS_IDLE)
        mg_command(r->runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
}

bool mg_parts_try_again(struct mg_parts *r, struct mg_patience *patience)
{
    roll_back(r);
    struct mg_recorded *steps = calloc(r->end - r->first + 1, sizeof *steps);
    struct mg_attempt attempt = {r->entry, r->direction, steps, steps ? r->end - r->first : 0};
    for (size_t i = 0; i < attempt.n; i++)
        steps[i] = mg_journal_recorded(&r->journal.steps[r->first + i]);
    bool again = mg_runner_waits(r->runner, &attempt, patience);
    free(steps);
    if (!again)
        return false;
    r->waits.tries++;
    r->waits.ms += mg_now_ms() - r->tried;
    r->tried = mg_now_ms();
    return true;
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
    add_statement(script, r->runner->settings);
    add_statement(script, MG_UNCHECKED_BODIES);
    mg_journal_guard(&r->claim, mg_script_step(script, MG_STEP_SQL));
    for (size_t i = 0; i < locks->script.n; i++)
        add_statement(script, mg_buf_text(&locks->script.steps[i].text));
    for (size_t i = first; i < end; i++)
        add_statement(script, r->journal.steps[i].statement);
    if (first < end)
        mg_journal_mark_done(&r->claim, r->journal.steps[first].part, &r->waits,
                             mg_script_step(script, MG_STEP_SQL));
    if (last) {
        mg_ledger_enter(script, r->entry, r->direction);
        mg_ledger_log_run(script, r->entry, r->direction, r->journal.run);
        mg_journal_finish(r->journal.run, mg_script_step(script, MG_STEP_SQL));
    }
    add_statement(script, "COMMIT");
    return mg_script_ok(script) || mg_fail_memory(r->runner->error);
}

/* Returns how many of them succeeded, of *n. */
static size_t send_once(struct mg_parts *r, const struct mg_locks_first *locks, size_t first,
                        size_t end, size_t *n)
{
    struct mg_script script = {0};
    bool good = compose(r, locks, first, end, &script);
    const char **texts = calloc(script.n + 1, sizeof *texts);
    size_t done = 0;
    *n = script.n;
    for (size_t i = 0; texts && i < script.n; i++)
        texts[i] = mg_buf_text(&script.steps[i].text);
    if (good && texts)
        done = mg_send(r->runner->conn, texts, script.n, &r->runner->interrupt, r->runner->error);
    else
        mg_fail_memory(r->runner->error);
    free(texts);
    mg_script_free(&script);
    return done;
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

/* Says where the transaction failed, after so many statements. */
static void place_failure(struct mg_parts *r, const struct mg_locks_first *locks, size_t first,
                          size_t end, size_t done)
{
    enum { BEFORE = 4 }; /* BEGIN, the settings and the guard */
    if (done >= BEFORE && done < BEFORE + locks->script.n) {
        mg_parts_place(r, &r->journal.steps[first + locks->step]);
        mg_locks_first_failed(&r->runner->interrupt, r->runner->error);
    } else if (done >= BEFORE && done - BEFORE - locks->script.n < end - first) {
        mg_parts_place(r, &r->journal.steps[first + done - BEFORE - locks->script.n]);
    }
}

static bool run_transaction(struct mg_parts *r, size_t first, size_t end)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    struct mg_locks_first locks = {0};
    bool good = find_locks(r, first, end, &locks), done = false;
    while (good && !done) {
        size_t n, sent = send_once(r, &locks, first, end, &n);
        done = r->runner->error->code == MG_OK && sent == n;
        if (!done) {
            place_failure(r, &locks, first, end, sent);
            good = mg_parts_try_again(r, &patience);
        }
    }
    mg_locks_first_free(&locks);
    return good;
}

/* --- Batches ------------------------------------------------------------------------------ */

static bool count_blocks(struct mg_parts *r, const struct mg_journal_step *step, long long *total)
{
    PGresult *result =
        mg_ask(r->runner->conn, step->probe, NULL, 0, &r->runner->interrupt, r->runner->error);
    *total = result ? atoll(PQgetvalue(result, 0, 0)) : 0;
    PQclear(result);
    return result != NULL;
}

/* One batch in a transaction of its own; *rows: how many there have been so far. */
static bool run_batch(struct mg_parts *r, const struct mg_journal_step *step, long long from,
                      long long to, long long *rows)
{
    struct mg_runner *runner = r->runner;
    struct mg_buf sql = MG_BUF_INIT;
    char first[32], end[32];
    const char *parameters[] = {first, end};
    snprintf(first, sizeof first, "(%lld,0)", from);
    snprintf(end, sizeof end, "(%lld,0)", to);
    struct mg_buf guard = MG_BUF_INIT;
    mg_journal_batch(r->journal.run, step, to, &sql);
    mg_journal_guard(&r->claim, &guard);
    PGresult *result = NULL;
    bool good = !mg_buf_failed(&sql) && !mg_buf_failed(&guard);
    const char *const before[] = {"BEGIN", runner->settings, good ? mg_buf_text(&guard) : ""};
    if (!good)
        mg_fail_memory(runner->error);
    good = good && mg_send(runner->conn, before, 3, &runner->interrupt, runner->error) == 3;
    if (good)
        result = mg_ask(runner->conn, mg_buf_text(&sql), parameters, 2, &runner->interrupt,
                        runner->error);
    good = result && mg_command(runner->conn, "COMMIT", runner->error);
    if (good)
        *rows = atoll(PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&guard);
    return good;
}

/* Batches grow or shrink to what takes about BATCH_MS. */
static long long next_size(long long blocks, double ms)
{
    if (ms > 2 * BATCH_MS && blocks > 1)
        return blocks / 2;
    return ms < BATCH_MS / 2.0 && blocks < MOST_BLOCKS ? blocks * 2 : blocks;
}

static bool run_batches(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    long long at = step->block, blocks = FIRST_BLOCKS, total = 0, rows = 0;
    bool good = mark_running(r, step) && count_blocks(r, step, &total);
    while (good && at < total) {
        double started = mg_now_ms();
        if (run_batch(r, step, at, at + blocks, &rows)) {
            at += blocks;
            blocks = next_size(blocks, mg_now_ms() - started);
            patience = mg_runner_patience(r->runner);
            r->tried = mg_now_ms();
            tell(r, MG_EVENT_ADVANCE, step, (double)(at < total ? at : total), (double)total, rows);
            /* The table may have grown; what came in after its end was in view is like new rows. */
            good = at < total || count_blocks(r, step, &total);
        } else {
            mg_parts_place(r, step);
            good = mg_parts_try_again(r, &patience);
        }
        if (good && mg_interrupt_came(&r->runner->interrupt))
            good = mg_fail(r->runner->error, MG_E546, "interrupted");
    }
    return good && mark_done(r, step);
}

/* --- All of them -------------------------------------------------------------------------- */

static bool run_part(struct mg_parts *r, size_t first, size_t end)
{
    const struct mg_journal_step *step = &r->journal.steps[first];
    tell(r, MG_EVENT_STEP, step, 0, 0, 0);
    r->first = first;
    r->end = end;
    r->waits = (struct mg_waits){0};
    r->tried = mg_now_ms();
    switch (step->kind) {
    case MG_PART_TRANSACTION:
        return run_transaction(r, first, end);
    case MG_PART_APART:
        return mg_parts_run_apart(r, step);
    case MG_PART_BATCHES:
        return run_batches(r, step);
    }
    return false;
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
    roll_back(&r);
    mg_journal_free(&r.journal);
    return good;
}
