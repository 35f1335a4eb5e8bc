/*
 * A migration that takes more than one transaction, as the ledger keeps it: modelgen.run, a row for
 * each time that one is begun, and modelgen.step, a row for each of its statements. All of it is
 * written down before the first step is taken, so that whoever goes on after an interruption does
 * what was begun, whatever the database looks like by then.
 *
 * Steps that share a transaction are a part. A transaction commits together with the state of its
 * steps; a statement that no transaction can hold is marked as running first, and has a probe that
 * asks the catalog what became of it; batches remember the block, or the key, that they came to.
 */
#ifndef MODELGEN_RUNTIME_JOURNAL_H
#define MODELGEN_RUNTIME_JOURNAL_H

#include "ledger.h"

enum mg_part_kind { MG_PART_TRANSACTION, MG_PART_APART, MG_PART_BATCHES, MG_PART_KEYS };
enum mg_part_state { MG_PART_PENDING, MG_PART_RUNNING, MG_PART_DONE };

struct mg_journal_step {
    int step, part; /* counted from 1 */
    enum mg_part_kind kind;
    enum mg_part_state state;
    const char *statement, *probe; /* probe NULL: none */
    int line;
    const char *operation;
    long long block, rows; /* that batches have come to; by key: keys, not blocks */
    const char *call;      /* of which operation (calls.h); NULL: not known */
};

struct mg_journal {
    long long run;
    struct mg_journal_step *steps;
    size_t n;
    PGresult *result; /* holds the texts */
};

/* Writes a recorded migration down: the run and all its steps. */
void mg_journal_write(struct mg_script *script, const struct migration *m);

/* The steps of it, one after the other, with their numbers; starts as { 0 }. NULL after the last.
 */
struct mg_journal_walk {
    size_t next;
    int step, part;
    bool open; /* a transaction that the next statement can join */
};
const struct mg_recorded *mg_journal_next(const struct migration *m, struct mg_journal_walk *walk);

/* One of them, pending. run 0: the one that was written last in this session. */
void mg_journal_write_step(const struct migration *m, const struct mg_recorded *recorded,
                           long long run, int step, int part, struct mg_buf *sql);

bool mg_journal_read(PGconn *conn, long long run, struct mg_journal *journal,
                     struct mg_error *error);
void mg_journal_free(struct mg_journal *journal);

/* A step as it was recorded; its text is the journal's. */
struct mg_recorded mg_journal_recorded(const struct mg_journal_step *step);

/* --- Who is at it ---------------------------------------------------------------------------- */

/*
 * A runner takes a run over before it goes on with it, and counts the run's epoch up. Nothing that
 * an earlier one still does can be committed after that: also a runner that lost the migration lock
 * without knowing it stops there.
 */
struct mg_claim {
    long long run;
    int epoch;
};

/* Returns the epoch. */
void mg_journal_take_over(long long run, struct mg_buf *sql);

/* Fails if the claim is lost; within a transaction it holds until that is over. */
void mg_journal_guard(const struct mg_claim *claim, struct mg_buf *sql);

/*
 * Who of an earlier runner is still there: rows of pid, whether it does something, and what. That
 * is the backend that took over last (behind a pooler it may be anybody's by now), and whoever
 * carries out the statement of a running step.
 */
void mg_journal_orphans(long long run, bool pooled, struct mg_buf *sql);

/* --- SQL: what becomes of them. No row is returned if the claim is lost. -----------------------
 */

void mg_journal_mark_running(const struct mg_claim *claim, int part, struct mg_buf *sql);
void mg_journal_mark_pending(const struct mg_claim *claim, int part, struct mg_buf *sql);
/* What a part took. */
struct mg_part_cost {
    struct mg_waits waits;
    int waited; /* the step that others were in the way of */
    double ms;  /* less than 0: not measured, or measured already */
};
void mg_journal_mark_done(const struct mg_claim *claim, int part, const struct mg_part_cost *cost,
                          struct mg_buf *sql);
void mg_journal_finish(long long run, struct mg_buf *sql);

/* A run of which no step was taken, but such as only look, is over: a row if so. */
void mg_journal_forget(long long run, struct mg_buf *sql);

/*
 * The statement over blocks from $1 to before $2, or after the key $1 up to the key $2, and its
 * place, in one. next: the next block, or how many keys there were up to then. ms: what is to be
 * added to what the step took. Returns how many rows it has done so far, and how many sessions wait
 * for locks that the batch holds.
 */
void mg_journal_batch(long long run, const struct mg_journal_step *step, long long next, double ms,
                      struct mg_buf *sql);

/* A query for how far batches by key have come: their place, the last one, keys, rows. */
void mg_journal_place(long long run, const struct mg_journal_step *step, struct mg_buf *sql);

/* Batches by key go no further than to the place $1, however often they are interrupted. */
void mg_journal_mark_last(const struct mg_claim *claim, int part, struct mg_buf *sql);

#endif
