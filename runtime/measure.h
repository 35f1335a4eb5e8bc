/*
 * What each statement of a migration took. It is measured as results come in, and known only when
 * the transaction is over: the ledger is told with whatever is sent next, the next migration's
 * transaction as a rule, so that no round trip is made for it. What is lost with a killed runner
 * are figures, never a state.
 */
#ifndef MODELGEN_RUNTIME_MEASURE_H
#define MODELGEN_RUNTIME_MEASURE_H

#include "buf.h"
#include "patience.h"

struct migration; /* record.h */
struct mg_script;

struct mg_measure {
    double ms;             /* of the attempt that succeeded; less than 0: not measured */
    long long rows;        /* that it read or wrote; less than 0: it does not say */
    struct mg_waits waits; /* attempts that ended at this statement */
};

/* The statements from number `first` of what is sent are measured, n of them. */
struct mg_meter {
    size_t first, n;
    struct mg_measure *at; /* n; NULL: nothing is measured */
    bool precise;          /* each is sent back at once, and not with what comes after it */
    size_t entry;          /* the statement whose result is the number of a line in the history */
    long long history;     /* this number */
};

/* For n statements. False if memory ran out. */
bool mg_meter_make(struct mg_meter *meter, size_t first, size_t n);
void mg_meter_free(struct mg_meter *meter);

/* Statement i of what was sent was in the way of others, for so long: tried in vain. */
void mg_meter_waited(struct mg_meter *meter, size_t i, double ms);

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

/* Owes them for steps of a run, the first of which has this number. */
void mg_owe_steps(struct mg_owed *owed, long long run, int first, const struct mg_meter *meter);

#endif
