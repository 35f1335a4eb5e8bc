/*
 * All that a run of migrations leaves in a database, as one text: the catalog, the rows, and what
 * the ledger says. What differs from run to run by itself (times, numbers from sequences) is left
 * out, and so is a run that was given up before its first step.
 */
#ifndef TORTURE_STATE_H
#define TORTURE_STATE_H

/* Allocated; NULL and words on stderr if the database cannot be read. */
char *state_of(const char *url);

/* The same by pg_dump: the schema without the ledger. */
char *state_dump(const char *url);

#endif
