/* Databases that modelgen itself works on: statements, and their schema as pg_dump tells it. */
#ifndef MODELGEN_DATABASE_DATABASE_H
#define MODELGEN_DATABASE_DATABASE_H

#include "base/arena.h"
#include "base/diag.h"

/* Runs statements on the database with this URL; false and a diagnostic (MG605) if one fails. */
bool database_run(struct arena *arena, const char *url, const char *sql, struct diags *diags);

/* The same; the first value of the last statement's result. NULL and a diagnostic if one fails. */
const char *database_query(struct arena *arena, const char *url, const char *sql,
                           struct diags *diags);

/* The URL of another database of the same server. */
const char *database_url(struct arena *arena, const char *url, const char *name);

/*
 * A schema as pg_dump tells it, but for the ledger, owners, and the order of its objects. NULL and
 * a diagnostic (MG605). pg_dump is the program, which dump_program finds (NULL and MG606 if there
 * is none). citus: with how its tables are distributed, which pg_dump does not tell.
 */
struct dump;
const char *dump_program(struct arena *arena, struct diags *diags);
const struct dump *dump_take(struct arena *arena, const char *pg_dump, const char *url, bool citus,
                             struct diags *diags);
const struct dump *dump_parse(struct arena *arena, const char *text);

/*
 * How one differs from the other, as unified diffs of the objects that do; NULL if they are equal.
 * With any_order the columns of a table may stand in another order: PostgreSQL adds columns at the
 * end only.
 */
const char *dump_difference(struct arena *arena, const struct dump *before,
                            const struct dump *after, bool any_order);

/* The difference of two texts, line by line; "" if they are equal. */
const char *text_difference(struct arena *arena, const char *before, const char *after);

/*
 * What migrations need of Citus where the server does not have it: a stand-in, which writes down
 * how tables are distributed and leaves their rows where they are. Nothing where there is Citus.
 */
bool database_stand_in(struct arena *arena, const char *url, struct diags *diags);

/* How its tables are distributed, as an object of pg_dump's; "" if none is. NULL: a diagnostic. */
const char *database_distributions(struct arena *arena, const char *url, struct diags *diags);

/* A row in every table that has none and takes a plain one; all rows, a line each; no rows. */
bool rows_fill(struct arena *arena, const char *url, struct diags *diags);
const char *rows_read(struct arena *arena, const char *url, struct diags *diags);
bool rows_empty(struct arena *arena, const char *url, struct diags *diags);

/*
 * Functions whose bodies their languages refuse, which nobody looks at when a migration makes them:
 * `function "f(integer)"<tab>message`.
 */
bool bodies_check(struct arena *arena, const char *url, struct strings *broken,
                  struct diags *diags);

#endif
