/*
 * A migration as the transaction that it is run in: its ledger row first, so that no two can be at
 * it, then its statements, then its line in the history. What is sent and what --sql prints is this
 * list.
 */
#ifndef MODELGEN_RUNTIME_TRANSACTION_H
#define MODELGEN_RUNTIME_TRANSACTION_H

#include "../record/tally.h"
#include "../impact/locks_first.h"
#include "../ledger/ledger.h"
#include "../ledger/owed.h"

struct mg_transaction {
    struct migration migration;
    struct mg_script opening, closing; /* what is not the migration's own */
    struct mg_locks_first locks;       /* what its statements lock; {0}: nothing to be had first */
    const char **texts;                /* all statements, in order */
    size_t n, first;                   /* texts[first + i] is the i-th of the migration's own */
    struct mg_tally tally;             /* of a live one: what its statements took */
    bool live; /* none of its own is here: its function sends them behind texts[first - 1] */
};

struct mg_frame {
    bool create_ledger; /* it may be missing */
    bool takes_lock;    /* right behind BEGIN: nobody else is at work on this database, */
    const char *tenant; /* or (not NULL) this tenant of it */
    bool trial;         /* within a transaction that the caller began and rolls back */
    bool lazy; /* a crash may lose it, though never a part of it: the next commit is not lazy */
    const char *settings; /* a statement that sets what holds for this transaction; or NULL */
    struct mg_owed *owed; /* figures of what was before, sent along; or NULL */
    const char *host;     /* where it runs; NULL: a script, or not known */
};

/*
 * t->migration is recorded, t->locks found; if it has parts (mg_record_has_parts), this is only
 * good for a script. Freed by mg_transaction_free, whatever comes back.
 */
bool mg_transaction_make(struct mg_transaction *t, const struct mg_frame *frame,
                         struct mg_error *error);

/* Has its line in the history say how long others were in the way. */
bool mg_transaction_waited(struct mg_transaction *t, const struct mg_frame *frame,
                           const struct mg_waits *waits, struct mg_error *error);
void mg_transaction_free(struct mg_transaction *t);

/* The operation that statement i comes from, or is a lock for; NULL if the runner added it. */
const struct mg_recorded *mg_transaction_origin(const struct mg_transaction *t, size_t i);

/* Whether statement i is one of t->locks, the last before the migration's own. */
bool mg_transaction_is_lock(const struct mg_transaction *t, size_t i);

/* As psql reads it. */
void mg_transaction_print(const struct mg_transaction *t, struct mg_buf *out);

/* A statement and its semicolon. */
void mg_print_statement(const char *statement, struct mg_buf *out);

#endif
