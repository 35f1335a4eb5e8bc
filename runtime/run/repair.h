/*
 * A migration that was begun and is not at its end, for a person to look at and to decide about:
 * what is done of it, what the catalog says of what was interrupted, and what broken-off statements
 * have left.
 */
#ifndef MODELGEN_RUNTIME_REPAIR_H
#define MODELGEN_RUNTIME_REPAIR_H

#include "../ledger/journal.h"
#include "replan.h"
#include "runner.h"

/* An index that is not valid, and that nobody builds at the moment. */
struct mg_remnant {
    const char *index, *table;
};

struct mg_repair {
    struct mg_journal journal;         /* of the run that is open; no steps: none is */
    struct mg_buf *findings;           /* of each step: what the catalog says of it, or nothing */
    const struct mg_registered *entry; /* the migration; NULL: this runner does not have it */
    bool changed;                      /* the migration's source, since the run was begun */
    struct mg_replan replan;           /* if so: what is the same, gone and new */
    struct mg_buf unplanned;           /* ... or why that cannot be said */
    bool unknown;                      /* nobody can tell what became of a step, but a person */
    struct mg_remnant *remnants;
    size_t n_remnants;
    PGresult *result; /* holds their texts */
};

/* Only looks. The runner is open. Freed by mg_repair_free, whatever comes back. */
bool mg_repair_look(struct mg_runner *runner, struct mg_repair *repair);
void mg_repair_free(struct mg_repair *repair);

/* --- Under the lock --------------------------------------------------------------------------- */

/* Sets a step, and those that share its transaction, to done, or to pending. */
bool mg_repair_mark(struct mg_runner *runner, int step, bool done);

/* Gives the run up. What is done of it stays, which keep has to allow. */
bool mg_repair_abandon(struct mg_runner *runner, bool keep);

/*
 * The rest of the run becomes what the source says now; steps that are the same stay as they are.
 * What was done and is not in the source any more has to be allowed by keep.
 */
bool mg_repair_replan(struct mg_runner *runner, unsigned allowed, bool keep);

/*
 * The run is given up, and one the other way begun: of the migration's way back just what undoes
 * what was done. Carried out by whoever goes on with it, as any run.
 */
bool mg_repair_turn(struct mg_runner *runner, unsigned allowed, bool keep);

/* The migration counts as carried out, whatever of it is not. */
bool mg_repair_finish(struct mg_runner *runner);

/* Drops the indexes that are not valid; *n: how many. */
bool mg_repair_drop_remnants(struct mg_runner *runner, size_t *n);

#endif
