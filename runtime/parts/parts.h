/*
 * A migration in parts: carrying out what the journal says is left of it.
 */
#ifndef MODELGEN_RUNTIME_PARTS_H
#define MODELGEN_RUNTIME_PARTS_H

#include "../run/runner.h"

/*
 * Goes on with run `run` of the migration to its end; the last part enters it in the ledger. False
 * with an error if it cannot, whatever was done before stays done.
 */
bool mg_parts_run(struct mg_runner *runner, long long run, const struct mg_registered *entry,
                  enum mg_direction direction);

/*
 * Finds out what became of the steps of a run that were interrupted, once nobody is at them any
 * more: they are done, or nothing is left of them and they are pending. Not of batches, which go on
 * where they were. False with an error also where that cannot be known.
 */
bool mg_parts_settle(struct mg_runner *runner, long long run, const struct mg_registered *entry,
                     enum mg_direction direction);

#endif
