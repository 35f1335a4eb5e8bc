/*
 * Batches: a statement over the blocks of a table, or over its rows by their key (by_key.h), a few
 * at a time. Each is committed together with the block or the key that it came to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "holdback.h"
#include "by_key.h"

enum { MOST_ROUNDS = 8 };

/* How large a batch is: blocks, or keys. */
static const struct size {
    long long least, first, most; /* fewer only if others wait for it or it is cut off */
} of_blocks = {1, 16, 8192}, of_keys = {200, 500, 500000};

struct batches {
    struct size size;
    struct mg_by_key key;              /* by key; then a block is a key in what follows */
    long long at, blocks, total, rows; /* the next block, how many at a time, of how many */
    long long batch_rows;              /* of the last batch */
    int waiters;                       /* sessions that waited for it */
    double per_row, fullest;           /* ms for a row, of late; the most rows in a block */
    int rounds;                        /* how often it has come to the end of the table */
    long long before, last;            /* rows before this round; that the last one did */
    bool left;                         /* there are rows to be done, as far as is known */
    bool over;                         /* there is no key any more */
    double since;                      /* when the ledger was told how long it takes */
    double ms;                         /* that the last batch, or looking for its end, took */
    struct mg_holdback holdback;
};

static bool is_by_key(const struct mg_journal_step *step)
{
    return step->kind == MG_PART_KEYS;
}

static void tell(struct mg_parts *r, const struct mg_journal_step *step, const struct batches *b)
{
    long long at = b->rounds > 0 || b->at > b->total ? b->total : b->at;
    struct mg_watch *watch = &r->runner->watch;
    watch->now.figures =
        (struct mg_figures){.unit = is_by_key(step) ? MG_UNIT_ROWS : MG_UNIT_BLOCKS,
                            .done = (double)at,
                            .total = (double)b->total,
                            .rows = b->rows};
    mg_parts_tell(r,
                  &(struct mg_event){.kind = MG_EVENT_ADVANCE,
                                     .milliseconds = mg_now_ms() - r->begun,
                                     .figures = watch->now.figures,
                                     .rows = b->rows},
                  step);
}

/* How many blocks there are, and whether any row is left to be done, if the probe says so. */
static bool probe(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    PGresult *result =
        mg_ask(r->runner->conn, step->probe, NULL, 0, &r->runner->interrupt, r->runner->error);
    b->total = atoll(mg_first(result, 0));
    b->left = *mg_first(result, 1) == 't';
    if (result && PQnfields(result) > 1 && !b->left)
        b->at = b->total;
    PQclear(result);
    return result != NULL;
}

/*
 * What a batch holds is held until it is done: blocks with nothing to do let batches grow, and then
 * there may be a dense one. It is cut off, unless it is as small as can be. In ms.
 */
static double longest(const struct mg_parts *r)
{
    return 3.0 * r->runner->pace.batch_ms + 1;
}

static bool is_cut_off(struct mg_parts *r, const struct batches *b, double ms)
{
    return strcmp(r->runner->error->sqlstate, "57014") == 0 && b->blocks > 1 && ms >= longest(r) &&
           !mg_interrupt_came(&r->runner->interrupt);
}

static void try_less(struct mg_parts *r, struct batches *b)
{
    struct mg_error ignored = {0};
    mg_error_free(r->runner->error);
    mg_command(r->runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    b->blocks = b->blocks > 8 ? b->blocks / 8 : 1;
}

/*
 * What is sent before a batch; the guard is the caller's to free. A row that somebody holds is not
 * waited for as long as a table, as the rows of the batch are kept meanwhile; nor is the disk, or a
 * standby: what a crash loses is done again, and the end of the step is committed as usual.
 */
static bool begin(struct mg_parts *r, const struct mg_journal_step *step, const struct batches *b,
                  struct mg_buf *guard)
{
    struct mg_runner *runner = r->runner;
    char timeout[240];
    snprintf(timeout, sizeof timeout,
             "SELECT pg_catalog.set_config('synchronous_commit', 'off', true),"
             " pg_catalog.set_config('lock_timeout', '%.0fms', true),"
             " pg_catalog.set_config('statement_timeout', '%.0fms', true)",
             r->runner->pace.batch_ms + 1.0, b->blocks > 1 ? longest(r) : 0);
    mg_journal_guard(&r->claim, guard);
    if (mg_buf_failed(guard))
        return mg_fail_memory(runner->error);
    const char *const before[] = {"COMMIT",           "BEGIN", mg_by_key_settings, runner->settings,
                                  mg_buf_text(guard), timeout};
    const char *const plain[] = {"BEGIN", runner->settings, mg_buf_text(guard), timeout};
    bool by_key = is_by_key(step);
    size_t n = by_key ? 6 : 4;
    return mg_send(runner->conn, by_key ? before : plain, n, &runner->interrupt, NULL,
                   runner->error) == n;
}

/* Asks the statement, from the one to the other; its rows and waiters. NULL if that fails. */
static PGresult *ask(struct mg_parts *r, const struct mg_journal_step *step,
                     const struct batches *b, long long next, double ms)
{
    struct mg_runner *runner = r->runner;
    struct mg_buf sql = MG_BUF_INIT;
    char first[32], end[32];
    const char *const blocks[] = {first, end}, *const keys[] = {b->key.place, b->key.end};
    snprintf(first, sizeof first, "(%lld,0)", b->at);
    snprintf(end, sizeof end, "(%lld,0)", next);
    mg_journal_batch(r->journal.run, step, next, ms, &sql);
    PGresult *result =
        mg_ask(runner->conn, mg_buf_failed(&sql) ? NULL : mg_buf_text(&sql),
               is_by_key(step) ? keys : blocks, 2, &runner->interrupt, runner->error);
    mg_buf_free(&sql);
    return result;
}

/* One batch in a transaction of its own, up to before block `next`. */
static bool run_to(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b,
                   long long next)
{
    struct mg_runner *runner = r->runner;
    struct mg_buf guard = MG_BUF_INIT;
    double now = mg_now_ms();
    PGresult *result = NULL;
    bool good = begin(r, step, b, &guard);
    double held = mg_now_ms(); /* from here on rows are kept from others */
    if (good)
        result = ask(r, step, b, next, now - b->since);
    /* A COMMIT that is cut off while it waits for a standby would not be one less. */
    static const char *const end_of_it[] = {
        "SELECT pg_catalog.set_config('statement_timeout', '0', true)", "COMMIT"};
    good =
        result && mg_send(runner->conn, end_of_it, 2, &runner->interrupt, NULL, runner->error) == 2;
    held = mg_now_ms() - held;
    if (good) {
        b->ms = b->ms > held ? b->ms : held;
        long long rows = atoll(mg_first(result, 0));
        b->batch_rows = rows - b->rows;
        b->rows = rows;
        b->waiters = atoi(mg_first(result, 1));
        b->at = next;
        b->since = now;
    }
    PQclear(result);
    mg_buf_free(&guard);
    return good;
}

/* The same by key: where it ends is found first. */
static bool run_keys(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    if (!b->key.origin && !mg_by_key_begin(r, step, &b->key, &b->at, &b->rows, &b->total))
        return false;
    double began = mg_now_ms();
    if (!mg_by_key_look(r, step, &b->key, b->blocks, b->blocks > 1 ? longest(r) : 0))
        return false;
    b->ms = mg_now_ms() - began;
    bool good = b->key.keys > 0 ? run_to(r, step, b, b->at + b->key.keys) : mg_by_key_leave(r);
    if (!good)
        return false;
    b->over = b->key.keys == 0 || strcmp(b->key.end, b->key.last) == 0;
    /* The planner's figure may be an old one. */
    b->total = b->over || b->at > b->total ? b->at : b->total;
    mg_by_key_on(&b->key);
    return true;
}

static bool run_batch(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    b->ms = 0;
    return is_by_key(step) ? run_keys(r, step, b) : run_to(r, step, b, b->at + b->blocks);
}

/*
 * How many blocks would take twice as long as they should if all were as full of rows to be done as
 * the fullest so far. Blocks in which nothing is to be done are soon read, and say nothing of those
 * behind them.
 */
static double most_blocks(const struct batches *b, double target)
{
    double least = (double)b->size.first, limit = (double)b->size.most;
    double most = b->per_row > 0 ? 2 * target / (b->per_row * b->fullest) : 0;
    return most < least ? least : most > limit ? limit : most;
}

/* Batches grow or shrink to what takes about as long as they should, and keeps nobody waiting. */
static long long next_size(struct batches *b, double ms, double target)
{
    if (b->batch_rows > 0) {
        double full = (double)b->batch_rows / (double)b->blocks;
        b->per_row = ms / (double)b->batch_rows;
        b->fullest = full > b->fullest ? full : b->fullest;
    }
    if (b->blocks > (b->waiters > 0 ? 1 : b->size.least) && (ms > 2 * target || b->waiters > 0))
        return b->blocks / 2;
    double most = most_blocks(b, target);
    bool grows = ms < target / 2.0 && b->waiters == 0;
    long long next = grows ? b->blocks * 2 : b->blocks;
    return (double)next > most ? (long long)most : next;
}

/*
 * At the end of the table. It may have grown by rows that others moved there before they were done;
 * most are those that the batches have moved: to go after them again and again would never end. But
 * rows that are known to be left are gone after from the start, unless they do not get fewer.
 */
static bool look_again(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    long long blocks = b->total, done = b->rows - b->before;
    bool fewer = b->rounds == 0 || (b->rounds < MOST_ROUNDS && done <= b->last / 2);
    if (!fewer || !probe(r, step, b))
        return !fewer;
    if (b->left)
        b->at = 0;
    else if (b->rounds > 0)
        b->total = blocks;
    b->rounds++;
    b->before = b->rows;
    b->last = done;
    b->per_row = b->fullest = 0; /* those that are left are few */
    return true;
}

/* After one that was committed. */
static bool go_on(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b,
                  double ms)
{
    r->tried = mg_now_ms();
    tell(r, step, b);
    if (b->over)
        return true;
    b->blocks = next_size(b, ms, r->runner->pace.batch_ms);
    if (!is_by_key(step) && b->at >= b->total) {
        if (!look_again(r, step, b))
            return false;
        b->over = b->at >= b->total;
    }
    return b->over || mg_holdback_after(&b->holdback, r, step, b->waiters, ms);
}

/* By blocks: where an earlier run has come to. By key that is found out with the first batch. */
static bool start(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    if (!mg_parts_mark_running(r, step))
        return false;
    if (is_by_key(step))
        return true;
    if (!probe(r, step, b))
        return false;
    if (b->left && b->at >= b->total)
        b->at = 0; /* an earlier run came to the end, and no further */
    b->before = b->rows;
    b->over = b->at >= b->total;
    tell(r, step, b);
    return true;
}

static bool run_all(struct mg_parts *r, const struct mg_journal_step *step, struct batches *b)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    bool good = start(r, step, b);
    while (good && !b->over) {
        if (mg_interrupt_came(&r->runner->interrupt))
            return mg_fail(r->runner->error, MG_E546, "interrupted");
        if (!mg_holdback_for_standbys(&b->holdback, r, step))
            return false;
        double started = mg_now_ms();
        if (run_batch(r, step, b)) {
            patience = mg_runner_patience(r->runner);
            good = go_on(r, step, b, b->ms);
        } else if (is_cut_off(r, b, mg_now_ms() - started)) {
            try_less(r, b);
        } else {
            /* The row that somebody holds stops fewer others, and less is done in vain. */
            b->blocks = b->blocks > 4 ? b->blocks / 4 : 1;
            mg_parts_place(r, step);
            good = mg_parts_try_again(r, &patience);
        }
    }
    return good;
}

bool mg_parts_run_batches(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct size size = is_by_key(step) ? of_keys : of_blocks;
    struct batches b = {.size = size,
                        .at = step->block,
                        .blocks = size.first,
                        .rows = step->rows,
                        .since = mg_now_ms()};
    r->runner->watch.counts_itself = true;
    bool good = run_all(r, step, &b);
    mg_by_key_free(&b.key);
    r->rows = b.rows;
    return good && mg_parts_mark_done(r, step, mg_now_ms() - b.since);
}
