/*
 * A migration that asks for rows, as the transaction that it is.
 */
#ifndef MODELGEN_RUNTIME_LIVE_RUN_H
#define MODELGEN_RUNTIME_LIVE_RUN_H

#include "../record/live.h"
#include "runner.h"
#include "transaction.h"

/*
 * Sends what comes before it, runs its function, sends what comes behind it. Returns as mg_send
 * does how many of t->texts are done: t->first also where the function itself failed, whose place
 * is in the error then. *history: its number in the history, if it succeeds. It may be called again
 * once that transaction is rolled back.
 */
size_t mg_live_run(struct mg_runner *runner, struct mg_transaction *t, const struct mg_goal *goal,
                   long long *history);

#endif
