/*
 * Batches hold back for others: for standbys that do not keep up, and for sessions that wait for
 * rows which a batch has locked.
 */
#ifndef MODELGEN_RUNTIME_HOLDBACK_H
#define MODELGEN_RUNTIME_HOLDBACK_H

#include "../server/lag.h"
#include "parts_inside.h"

struct mg_holdback {
    struct mg_lag lag;
    double looked, told; /* when: mg_now_ms(); 0: never */
};

/*
 * Before a batch: waits while a standby is behind by more than runner->pace allows, and says so.
 * False with an error if that cannot be found out, or after an interrupt.
 */
bool mg_holdback_for_standbys(struct mg_holdback *holdback, struct mg_parts *r,
                              const struct mg_journal_step *step);

/* After a batch that took so long: makes way, the longer if so many sessions waited for its locks.
 */
bool mg_holdback_after(struct mg_holdback *holdback, struct mg_parts *r,
                       const struct mg_journal_step *step, int waiters, double ms);

#endif
