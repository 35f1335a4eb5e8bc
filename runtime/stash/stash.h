/*
 * What a migration drops is set aside, so that the way back can bring it back with what it held:
 * its downgrade what the upgrade dropped, and the next upgrade what the downgrade did. A column is
 * renamed and sheds what makes it count, a table is moved to a schema of its own. modelgen.stash
 * says what is held; `migrate purge` lets go of it.
 *
 * Set aside is what holds rows. What PostgreSQL would refuse to drop
 * because something else depends on it is refused here likewise.
 */
#ifndef MODELGEN_RUNTIME_STASH_H
#define MODELGEN_RUNTIME_STASH_H

#include "../site/site.h"

/* Whether to set it aside: the run keeps what it drops, and the table holds rows. */
bool mg_stash_takes_column(struct mg_site *site, const char *table, const char *column);
bool mg_stash_takes_table(struct mg_site *site, const char *table);

/*
 * A step that sets the column aside in place of DROP COLUMN. Its constraints, indexes, statistics,
 * default and identity go for good, as they would with it: the downgrade makes them anew.
 */
void mg_stash_column(struct mg_site *site, struct mg_script *script, const char *table,
                     const char *column);

/* The same for a table; what refers from it to others goes, all else moves along. */
void mg_stash_table(struct mg_site *site, struct mg_script *script, const char *table);

/*
 * Other operations: what the tables and columns that were set aside still need (a type, a sequence,
 * a function) is set aside with them if nothing else needs it, and comes back where it would be
 * made. False: the operation is to do what it always does.
 */
bool mg_stash_other(struct mg_site *site, struct mg_script *script,
                    const struct mg_operation *operation, const void *args);

/*
 * True if this migration, on its other way, set the column (column NULL: the table) aside, and it
 * is still held. Then *held is what it is called now: free it.
 */
bool mg_stash_holds(struct mg_site *site, const char *table, const char *column,
                    struct mg_buf *held);

/*
 * A table that is to become a partition of another one gets the columns that are held there, if
 * there are any: both have to have the same.
 */
void mg_stash_join(struct mg_site *site, struct mg_script *script, const char *table,
                   const char *partition);

/*
 * A step that makes a view of a query with `*` in it, where columns are held: they are not to be
 * seen. create and end are what comes before the query and after it. False, and no step, where that
 * is the same as ever.
 */
bool mg_stash_view(struct mg_site *site, struct mg_script *script, const char *create,
                   const char *query, const char *end);

/* Steps that bring it back under its name; the rows' values are there, nothing else is. */
void mg_stash_restore_column(struct mg_site *site, struct mg_script *script, const char *table,
                             const char *column, const char *held);
void mg_stash_restore_table(struct mg_site *site, struct mg_script *script, const char *table,
                            const char *held);

/* The same for one that was made anew meanwhile: its rows, and where its sequences are. */
void mg_stash_refill_table(struct mg_site *site, struct mg_script *script, const char *table,
                           const char *held);

/* --- purge -------------------------------------------------------------------------------- */

struct mg_held {
    const char *id, *kind, *name, *revision, *at, *size;
    const char *what; /* the migration did: dropped, replaced */
};

/* What is held, oldest first; the texts live as long as *result, PQclear'ed by the caller. */
bool mg_stash_list(PGconn *conn, struct mg_held **held, size_t *n, PGresult **result,
                   struct mg_error *error);

/* Lets go of what is older than so many seconds, or of what has that name (NULL: any). */
bool mg_stash_purge(PGconn *conn, const char *name, double seconds, size_t *n,
                    struct mg_error *error);

#endif
