/*
 * A migration that is one transaction, sent.
 */
#ifndef MODELGEN_RUNTIME_WHOLE_H
#define MODELGEN_RUNTIME_WHOLE_H

#include "runner.h"
#include "transaction.h"

/*
 * All in one transaction, which is tried again while others are in the way. After a failure nothing
 * of it is kept, or runner->error says that this is not known; false without an error: others are
 * at work, or have been, and it is for a run that holds the lock.
 */
bool mg_whole_run(struct mg_runner *runner, struct mg_transaction *t, const struct mg_frame *frame,
                  const struct mg_goal *goal);

#endif
