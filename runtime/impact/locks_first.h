/*
 * Several locks in one transaction: who holds one table while it waits for the next keeps everybody
 * waiting for the first. So the strong locks of its statements are taken before the first of them,
 * all within the time that one is waited for, the least harmful first. What may take long by itself
 * (SQL of the migration's own, a scan) ends the list; where that comes first, nothing is locked
 * ahead of it, and the time is shared out among the statements.
 *
 * Who is no superuser cannot have the server look for a vacuum to push aside before it has waited
 * for deadlock_timeout, and cannot wait that long for a lock that others queue behind. But for one
 * that neither reads nor writes wait for, it can: ShareUpdateExclusive, which no vacuum shares.
 */
#ifndef MODELGEN_RUNTIME_LOCKS_FIRST_H
#define MODELGEN_RUNTIME_LOCKS_FIRST_H

#include "../record/record.h"
#include "../server/interrupt.h"
#include "impact.h"

struct mg_locks_first {
    size_t step;             /* the first of the steps that lock something */
    struct mg_script script; /* to be done before all steps; may be empty */
};

/*
 * The locks of these steps, which share a transaction; wait: for all of them, in ms. False with an
 * error if the server or memory fails. Freed by mg_locks_first_free, whatever comes back.
 */
bool mg_locks_first(struct mg_site *site, const struct mg_recorded *steps, size_t n, int wait,
                    struct mg_locks_first *first, struct mg_error *error);
void mg_locks_first_free(struct mg_locks_first *first);

/* After one of its statements failed: locks taken together are timed by the statement. */
void mg_locks_first_failed(struct mg_interrupt *interrupt, struct mg_error *error);

/* The tables that steps lock at least so, those that exist. Freed by mg_affected_free. */
bool mg_locks_of(struct mg_site *site, const struct mg_recorded *steps, size_t n,
                 enum mg_lock_mode least, struct mg_affecteds *tables, struct mg_error *error);

#endif
