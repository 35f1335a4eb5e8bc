/*
 * Before a run: is the database what the migrations say of it (expect.h), as far as those that are
 * to be done take that for granted?
 */
#ifndef MODELGEN_RUNTIME_DRIFT_H
#define MODELGEN_RUNTIME_DRIFT_H

#include "../expect/expect.h"
#include "runner.h"

/*
 * What the way to the goal takes for granted and is not so. The ledger was read, and nobody else is
 * at work on the database. Freed by mg_differences_free, whatever comes back.
 */
bool mg_drift_find(struct mg_runner *runner, const struct mg_goal *goal,
                   struct mg_differences *found);

/*
 * A migration that is half done, and goes back in this direction: what its way back takes for
 * granted as if all of it had been done, and is not so.
 */
bool mg_drift_find_back(struct mg_runner *runner, const struct mg_registered *entry,
                        enum mg_direction direction, struct mg_differences *found);

/* The same before a run: an error, or, with --allow drift, a warning. */
bool mg_drift_check(struct mg_runner *runner, const struct mg_goal *goal);

#endif
