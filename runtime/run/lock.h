/*
 * One runner at a time per database: a transaction-level advisory lock on a connection of its own,
 * which does nothing else and is READ COMMITTED. So it holds through connection poolers, is in
 * nobody's way (a blocked lock call would deadlock with CREATE INDEX CONCURRENTLY, so it is tried
 * again and again instead), and is gone when the runner is.
 */
#ifndef MODELGEN_RUNTIME_LOCK_H
#define MODELGEN_RUNTIME_LOCK_H

#include "../server/session.h"
#include "event.h"

/*
 * The connection that holds the lock; NULL if it was not to be had in `wait` seconds, or an
 * interrupt came. tenant: each has a lock of its own; NULL: that of the database as a whole.
 */
PGconn *mg_lock(const char *url, const char *tenant, int wait, const struct mg_listener *listener,
                struct mg_interrupt *interrupt, struct mg_error *error);

/*
 * A statement that takes the lock for the transaction that it is in, or fails at once (see
 * mg_lock_is_taken), also if a migration is half done (with a ledger, that is). A run of one
 * transaction needs no second connection.
 */
void mg_lock_within(const char *tenant, bool with_ledger, struct mg_buf *sql);
bool mg_lock_is_taken(const struct mg_error *error);

/* Whether nobody holds it just now, so that looking at the tables will not wait for a migration. */
bool mg_lock_is_free(PGconn *conn, const char *tenant, struct mg_error *error);

/* Whether it is still held: asks nothing of the server, looks at the connection. */
bool mg_lock_holds(PGconn *lock, struct mg_error *error);

#endif
