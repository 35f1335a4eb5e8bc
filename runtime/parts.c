#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "journal.h"
#include "patience.h"

enum { FIRST_BLOCKS = 64, MOST_BLOCKS = 8192, BATCH_MS = 50 };

struct running {
    struct mg_runner *runner;
    const struct mg_registered *entry;
    enum mg_direction direction;
    struct mg_journal journal;
};

/* --- What is said ------------------------------------------------------------------------- */

static void tell(struct running *r, enum mg_event_kind kind, const struct mg_journal_step *step,
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

static void place(struct running *r, const struct mg_journal_step *step)
{
    struct mg_error *error = r->runner->error;
    error->file = r->entry->file;
    error->line = step->line;
    for (size_t i = 0; mg_operations[i]; i++)
        if (strcmp(mg_operations[i]->name, step->operation) == 0)
            error->operation = mg_operations[i]->name;
}

/* --- Small statements --------------------------------------------------------------------- */

typedef void marker(long long run, int part, struct mg_buf *sql);

static bool command(struct running *r, struct mg_buf *sql)
{
    bool good = mg_buf_failed(sql)
                    ? mg_fail_memory(r->runner->error)
                    : mg_command(r->runner->conn, mg_buf_text(sql), r->runner->error);
    mg_buf_free(sql);
    return good;
}

static bool mark(struct running *r, const struct mg_journal_step *step, marker *as)
{
    struct mg_buf sql = MG_BUF_INIT;
    as(r->journal.run, step->part, &sql);
    return command(r, &sql);
}

/* Ends what a failure left open, if the server is still there. */
static void roll_back(struct running *r)
{
    struct mg_error ignored = {0};
    if (PQstatus(r->runner->conn) == CONNECTION_OK &&
        PQtransactionStatus(r->runner->conn) != PQTRANS_IDLE)
        mg_command(r->runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
}

/* True if another try may succeed: the error is forgotten, and some time has passed. */
static bool try_again(struct running *r, struct mg_patience *patience)
{
    roll_back(r);
    return mg_runner_waits(r->runner, r->entry, r->direction, patience);
}

/* --- Transactions ------------------------------------------------------------------------- */

/* The statements of a part: from step `first` to before `end`. */
static bool compose(struct running *r, size_t first, size_t end, struct mg_script *script)
{
    bool last = end == r->journal.n;
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), "BEGIN");
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), r->runner->settings);
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), MG_UNCHECKED_BODIES);
    for (size_t i = first; i < end; i++)
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), r->journal.steps[i].statement);
    if (first < end)
        mg_journal_mark_done(r->journal.run, r->journal.steps[first].part,
                             mg_script_step(script, MG_STEP_SQL));
    if (last) {
        mg_ledger_enter(script, r->entry, r->direction);
        mg_ledger_log(script, r->entry, r->direction);
        mg_journal_finish(r->journal.run, mg_script_step(script, MG_STEP_SQL));
    }
    mg_buf_add(mg_script_step(script, MG_STEP_SQL), "COMMIT");
    return mg_script_ok(script) || mg_fail_memory(r->runner->error);
}

static bool run_transaction(struct running *r, size_t first, size_t end)
{
    enum { BEFORE = 3 }; /* BEGIN and the settings */
    struct mg_script script = {0};
    struct mg_patience patience = mg_runner_patience(r->runner);
    bool good = compose(r, first, end, &script);
    const char **texts = calloc(script.n + 1, sizeof *texts);
    good = good && (texts || mg_fail_memory(r->runner->error));
    for (size_t i = 0; good && i < script.n; i++)
        texts[i] = mg_buf_text(&script.steps[i].text);
    while (good) {
        size_t done =
            mg_send(r->runner->conn, texts, script.n, &r->runner->interrupt, r->runner->error);
        if (done == script.n)
            break;
        if (done >= BEFORE && done - BEFORE < end - first)
            place(r, &r->journal.steps[first + done - BEFORE]);
        good = try_again(r, &patience);
    }
    free(texts);
    mg_script_free(&script);
    return good;
}

/* --- Statements that no transaction holds ------------------------------------------------- */

/* The backend that took the statement on may still be at it, though its client is gone. */
static bool await_backend(struct running *r, const struct mg_journal_step *step)
{
    struct mg_patience patience = mg_patience_of(86400, 20, 1000, (unsigned)step->step);
    const char *parameters[] = {step->backend, step->backend_start};
    while (step->backend && !mg_interrupt_came(&r->runner->interrupt)) {
        PGresult *result = mg_ask(r->runner->conn,
                                  "SELECT FROM pg_catalog.pg_stat_activity WHERE pid = $1::integer"
                                  " AND backend_start = $2::timestamptz"
                                  " AND pid <> pg_catalog.pg_backend_pid()",
                                  parameters, 2, &r->runner->interrupt, r->runner->error);
        bool gone = result && PQntuples(result) == 0;
        PQclear(result);
        if (!result || gone)
            return result != NULL;
        mg_patience_wait(&patience);
    }
    return true;
}

/* What the probe says: *done, or the way is clear. False and an error if that cannot be known. */
static bool probe(struct running *r, const struct mg_journal_step *step, bool *done)
{
    *done = false;
    if (!step->probe) {
        mg_fail(r->runner->error, MG_E547,
                "step %d (%s) was interrupted, and whether it was carried out is not known",
                step->step, step->operation);
        mg_error_hint(r->runner->error, "Look, and tell the ledger with `migrate repair`.");
        return false;
    }
    PGresult *result =
        mg_ask(r->runner->conn, step->probe, NULL, 0, &r->runner->interrupt, r->runner->error);
    if (!result)
        return false;
    const char *answer =
        PQntuples(result) > 0 && !PQgetisnull(result, 0, 0) ? PQgetvalue(result, 0, 0) : "";
    *done = strcmp(answer, "done") == 0;
    PGresult *cleared = NULL;
    bool clears = *answer && !*done;
    if (clears)
        cleared = mg_ask(r->runner->conn, answer, NULL, 0, &r->runner->interrupt, r->runner->error);
    PQclear(result);
    PQclear(cleared);
    return !clears || cleared;
}

/* After a failure that will not pass by itself: nothing half done is left lying about. */
static void clear_away(struct running *r, const struct mg_journal_step *step)
{
    struct mg_error first = *r->runner->error;
    bool done = false;
    *r->runner->error = (struct mg_error){0};
    if (PQstatus(r->runner->conn) == CONNECTION_OK && step->probe && probe(r, step, &done))
        mark(r, step, mg_journal_mark_pending);
    mg_error_free(r->runner->error);
    *r->runner->error = first;
}

/* CONCURRENTLY waits for others in its own way: a lock_timeout would leave an invalid index. */
static const char unhurried[] = "SELECT pg_catalog.set_config('lock_timeout', '0', false),"
                                " pg_catalog.set_config('statement_timeout', '0', false)";

static bool run_apart(struct running *r, const struct mg_journal_step *step)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    bool begun = step->state == MG_PART_RUNNING, done = false;
    if (begun && !await_backend(r, step))
        return false;
    bool good = mg_command(r->runner->conn, unhurried, r->runner->error) &&
                mark(r, step, mg_journal_mark_running);
    while (good && !done) {
        if (begun && !probe(r, step, &done))
            return false;
        if (done)
            break;
        begun = true;
        PGresult *result = mg_ask(r->runner->conn, step->statement, NULL, 0, &r->runner->interrupt,
                                  r->runner->error);
        done = result != NULL;
        PQclear(result);
        if (done)
            break;
        place(r, step);
        if (!mg_is_in_the_way(r->runner->error) && !mg_is_lost(r->runner->error))
            clear_away(r, step);
        good = try_again(r, &patience);
    }
    return good && mark(r, step, mg_journal_mark_done);
}

/* --- Batches ------------------------------------------------------------------------------ */

static bool count_blocks(struct running *r, const struct mg_journal_step *step, long long *total)
{
    PGresult *result =
        mg_ask(r->runner->conn, step->probe, NULL, 0, &r->runner->interrupt, r->runner->error);
    *total = result ? atoll(PQgetvalue(result, 0, 0)) : 0;
    PQclear(result);
    return result != NULL;
}

/* One batch in a transaction of its own; *rows: how many there have been so far. */
static bool run_batch(struct running *r, const struct mg_journal_step *step, long long from,
                      long long to, long long *rows)
{
    struct mg_runner *runner = r->runner;
    struct mg_buf sql = MG_BUF_INIT;
    char first[32], end[32];
    const char *parameters[] = {first, end};
    snprintf(first, sizeof first, "(%lld,0)", from);
    snprintf(end, sizeof end, "(%lld,0)", to);
    mg_journal_batch(r->journal.run, step, to, &sql);
    if (mg_buf_failed(&sql))
        return mg_fail_memory(runner->error);
    PGresult *result = NULL;
    bool good = mg_command(runner->conn, "BEGIN", runner->error) &&
                mg_command(runner->conn, runner->settings, runner->error);
    if (good)
        result = mg_ask(runner->conn, mg_buf_text(&sql), parameters, 2, &runner->interrupt,
                        runner->error);
    good = result && mg_command(runner->conn, "COMMIT", runner->error);
    if (good)
        *rows = atoll(PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
    return good;
}

/* Batches grow or shrink to what takes about BATCH_MS. */
static long long next_size(long long blocks, double ms)
{
    if (ms > 2 * BATCH_MS && blocks > 1)
        return blocks / 2;
    return ms < BATCH_MS / 2.0 && blocks < MOST_BLOCKS ? blocks * 2 : blocks;
}

static bool run_batches(struct running *r, const struct mg_journal_step *step)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    long long at = step->block, blocks = FIRST_BLOCKS, total = 0, rows = 0;
    bool good = mark(r, step, mg_journal_mark_running) && count_blocks(r, step, &total);
    while (good && at < total) {
        double started = mg_now_ms();
        if (run_batch(r, step, at, at + blocks, &rows)) {
            at += blocks;
            blocks = next_size(blocks, mg_now_ms() - started);
            patience = mg_runner_patience(r->runner);
            tell(r, MG_EVENT_ADVANCE, step, (double)(at < total ? at : total), (double)total, rows);
            /* The table may have grown; what came in after its end was in view is like new rows. */
            good = at < total || count_blocks(r, step, &total);
        } else {
            place(r, step);
            good = try_again(r, &patience);
        }
        if (good && mg_interrupt_came(&r->runner->interrupt))
            good = mg_fail(r->runner->error, MG_E546, "interrupted");
    }
    return good && mark(r, step, mg_journal_mark_done);
}

/* --- All of them -------------------------------------------------------------------------- */

static bool run_part(struct running *r, size_t first, size_t end)
{
    const struct mg_journal_step *step = &r->journal.steps[first];
    tell(r, MG_EVENT_STEP, step, 0, 0, 0);
    switch (step->kind) {
    case MG_PART_TRANSACTION:
        return run_transaction(r, first, end);
    case MG_PART_APART:
        return run_apart(r, step);
    case MG_PART_BATCHES:
        return run_batches(r, step);
    }
    return false;
}

static bool read_again(struct running *r)
{
    long long run = r->journal.run;
    mg_journal_free(&r->journal);
    return mg_journal_read(r->runner->conn, run, &r->journal, r->runner->error);
}

static bool run_parts(struct running *r)
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
    struct running r = {.runner = runner, .entry = entry, .direction = direction};
    bool good = mg_journal_read(runner->conn, run, &r.journal, runner->error) && run_parts(&r);
    roll_back(&r);
    mg_journal_free(&r.journal);
    return good;
}
