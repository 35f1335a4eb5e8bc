/* What drift.c (the command), drift_report.c and drift_fix.c share. */
#ifndef MODELGEN_CLI_DRIFT_H
#define MODELGEN_CLI_DRIFT_H

#include "cli/compare.h"
#include "cli/project.h"
#include "database/catalog.h"
#include "model/answers.h"

struct drift {
    struct cli *cli;
    struct project project;
    const char *url;
    struct catalog_options choice; /* what of the database counts */
    struct catalog wanted, found;  /* of the snapshot, built on a scratch server; of the database */
    struct differences differences; /* first: wanted, second: found */
    struct strings unsayable;       /* only in the database, and models have no words for it */
    int number;                     /* the migration that the database is at; 0: none is known */
};

/* Prints what differs, for people or as JSON, with the migration that was written (or NULL). */
void drift_report(struct drift *d, const char *path);

/*
 * Writes the migration that closes the gap: the database becomes what the snapshot says (nothing of
 * what is only in the database is dropped), or models and snapshot become what the database has
 * (all: also with what modelgen never knew). Returns its path; NULL and diagnostics if it cannot.
 */
const char *drift_fix_database(struct drift *d, const char *message, const struct answers *answers);
const char *drift_fix_models(struct drift *d, const char *message, const struct answers *answers,
                             bool all);

#endif
