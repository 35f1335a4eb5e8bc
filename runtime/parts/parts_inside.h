/*
 * What the kinds of parts have in common: a run that is under way. Only for parts.c and its
 * neighbours.
 */
#ifndef MODELGEN_RUNTIME_PARTS_INSIDE_H
#define MODELGEN_RUNTIME_PARTS_INSIDE_H

#include "../base/patience.h"
#include "../ledger/journal.h"
#include "../run/runner.h"

struct mg_parts {
    struct mg_runner *runner;
    const struct mg_registered *entry;
    enum mg_direction direction;
    struct mg_journal journal;
    size_t first, end; /* the steps that are under way: from the one to before the other */
    struct mg_claim claim;
    struct mg_waits waits; /* of the part that is under way */
    int waited;            /* the step of it that others are in the way of */
    long long rows;        /* that it did; less than 0: not known */
    double begun;          /* when: mg_now_ms() */
    double tried;          /* when it was tried last: mg_now_ms() */
    bool pooled;           /* one statement may come to another backend than the next */
};

/* Says in the error which step it is about. */
void mg_parts_place(struct mg_parts *r, const struct mg_journal_step *step);

/* Tells an event of this step; what it says of the step is filled in, as mg_parts_event does. */
void mg_parts_tell(struct mg_parts *r, const struct mg_event *event,
                   const struct mg_journal_step *step);

struct mg_event mg_parts_event(const struct mg_parts *r, const struct mg_journal_step *step,
                               const struct mg_event *event);

/* The step is under way; is done, after so many ms that the journal does not know of yet. */
bool mg_parts_mark_running(struct mg_parts *r, const struct mg_journal_step *step);
bool mg_parts_mark_done(struct mg_parts *r, const struct mg_journal_step *step, double ms);

/* Runs and frees a statement that returns a row unless the claim is lost. */
bool mg_parts_mark(struct mg_parts *r, struct mg_buf *sql);

/* The same of what such a statement gave, which is cleared. */
bool mg_parts_marked(struct mg_parts *r, PGresult *result);

/* Ends what a failure left open, if the server is still there. */
void mg_parts_roll_back(struct mg_parts *r);

/* True if another try may succeed: the error is forgotten, and some time has passed. */
bool mg_parts_try_again(struct mg_parts *r, struct mg_patience *patience);

/*
 * Waits until nothing of an earlier runner is at work any more, and takes its run over: from then
 * on nothing that it still sends can be committed.
 */
bool mg_parts_take_over(struct mg_parts *r);

/* A statement that no transaction holds; one in batches, by blocks or by key. */
bool mg_parts_run_apart(struct mg_parts *r, const struct mg_journal_step *step);
bool mg_parts_settle_apart(struct mg_parts *r, const struct mg_journal_step *step);
bool mg_parts_run_batches(struct mg_parts *r, const struct mg_journal_step *step);

#endif
