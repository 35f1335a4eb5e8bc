/*
 * What each statement of a migration took is known only when the transaction is over: the ledger is
 * told with whatever is sent next, the next migration's transaction as a rule, so that no round
 * trip is made for it. What is lost with a killed runner are figures, never a state.
 */
#ifndef MODELGEN_RUNTIME_OWED_H
#define MODELGEN_RUNTIME_OWED_H

#include "../base/buf.h"
#include "../server/meter.h"

struct migration; /* record.h */
struct mg_tally;  /* tally.h */
struct mg_script;

/* What the ledger has not been told yet. Starts as { 0 }. */
struct mg_owed {
    struct mg_buf rows;  /* of modelgen.history_step */
    struct mg_buf steps; /* a statement about rows of modelgen.step */
    double since;        /* when the ledger was told last: mg_now_ms() */
    bool sent_rows, sent_steps;
};

/* Adds the statements that tell it; rows are kept back until there are many, unless now. */
void mg_owed_send(struct mg_owed *owed, bool now, struct mg_script *script);

/* What was sent has been committed. */
void mg_owed_paid(struct mg_owed *owed);
void mg_owed_free(struct mg_owed *owed);

/* Owes them for a migration that was one transaction. */
void mg_owe_history(struct mg_owed *owed, const struct migration *m, const struct mg_meter *meter);

/* The same of one that asks for rows, with this number in the history. */
void mg_owe_tally(struct mg_owed *owed, const struct mg_tally *tally, long long history);

/* Owes them for steps of a run, the first of which has this number. */
void mg_owe_steps(struct mg_owed *owed, long long run, int first, const struct mg_meter *meter);

#endif
