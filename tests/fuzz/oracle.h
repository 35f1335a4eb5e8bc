/*
 * The proof of a change, in one process: both models are read, planned and carried out on two
 * scratch databases, and after every step the schema is what pg_dump says that it should be.
 *
 * It goes round by the operations' own SQL; the compiled runner goes the same way in the golden
 * cases (tests/golden.sh).
 */
#ifndef MODELGEN_FUZZ_ORACLE_H
#define MODELGEN_FUZZ_ORACLE_H

#include <libpq-fe.h>

#include "fuzz.h"

struct database {
    PGconn *conn;
    const char *name;
};

/* Connects; the server is the one of PGHOST. Ends the program when it cannot. */
struct database database_open(struct arena *arena, const char *name);
/* As new: everything that the tests' role owns is gone. */
bool database_clear(const struct database *db);
/* False: the server's words are on standard output, as TAP comments. */
bool database_run(const struct database *db, const char *sql);
/* The text of the first column of each row, one line each. */
const char *database_query(struct arena *arena, const struct database *db, const char *sql);

/* The schema as pg_dump says it, without what only this dump has. NULL if it failed. */
const char *dump_schema(struct arena *arena, const struct database *db);
/*
 * True if the dumps say the same. The columns of a table may stand in another order where
 * PostgreSQL cannot give them the expected one: those that were there before (in the third dump;
 * may be NULL) keep their order, others follow.
 */
bool dump_equal(struct arena *arena, const char *actual, const char *expected, const char *before);

/* Prints text as TAP comments, each line after "# ". */
void tap_comment(const char *text);
void show_difference(const char *dir, const char *what, const char *expected, const char *actual);

/* Everything for one seed. dir is empty and keeps the files. */
bool oracle_pair(unsigned long long seed, const char *dir, const struct database *line,
                 const struct database *fresh);
void oracle_write(unsigned long long seed, const char *dir);

#endif
