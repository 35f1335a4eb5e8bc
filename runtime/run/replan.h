/*
 * A migration that is half done and whose source was changed since: what of it is as it was
 * written down, what is in the source no more, what is new. An operation that says the same as
 * before keeps the steps that it was given then, done or not; the others are recorded anew.
 */
#ifndef MODELGEN_RUNTIME_REPLAN_H
#define MODELGEN_RUNTIME_REPLAN_H

#include "../ledger/journal.h"
#include "runner.h"

enum mg_change { MG_CHANGE_NONE, MG_CHANGE_GONE, MG_CHANGE_NEW };

struct mg_replanned {
    enum mg_change change;
    const struct mg_journal_step *was; /* NULL: it is new */
    const struct mg_recorded *is;      /* NULL: it is gone, or as it was written down then */
    int part;                          /* of those that are not gone */
};

struct mg_replan {
    struct migration now; /* as the source has it */
    struct mg_replanned *steps;
    size_t n;
    size_t orphans; /* steps that are done, or begun, and gone from the source */
};

/*
 * Compares the journal with the source. The journal outlives it; freed by mg_replan_free, whatever
 * comes back. False if the source cannot be recorded as the database is now.
 */
bool mg_replan_make(struct mg_runner *runner, const struct mg_registered *entry,
                    const struct mg_journal *journal, unsigned allowed, struct mg_replan *replan);
void mg_replan_free(struct mg_replan *replan);

/* The statements that write it down in place of what the journal has. */
void mg_replan_write(const struct mg_replan *replan, const struct mg_open_run *open,
                     const struct mg_registered *entry, struct mg_buf *sql);

/* What was set aside counts as the changed source's own. */
void mg_replan_adopt(const struct mg_open_run *open, const struct mg_registered *entry,
                     struct mg_buf *sql);

#endif
