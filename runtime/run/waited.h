/*
 * Sessions in the way: who holds what somebody else waits for. From pg_locks and pg_stat_activity;
 * of a session that the user may not look into, state, query and time are empty.
 */
#ifndef MODELGEN_RUNTIME_WAITED_H
#define MODELGEN_RUNTIME_WAITED_H

#include "../impact/impact.h"
#include "../server/interrupt.h"

struct mg_waited {
    char *pid; /* "": a prepared transaction, which has no process; its name is in query */
    char *user, *application, *state, *since, *query; /* since: when its transaction began */
    char *table, *lock;                               /* what it holds, or "" */
};

/* The one that has been at it for longest comes first. */
struct mg_waiteds {
    struct mg_waited *items;
    size_t n;
};

/* Adds those that hold a lock on the table that is in conflict with this one. */
bool mg_waited_add(PGconn *conn, const char *oid, enum mg_lock_mode lock,
                   struct mg_interrupt *interrupt, struct mg_waiteds *to, struct mg_error *error);

/* Adds those that an UPDATE or DELETE of a table's rows may have to wait for: whoever holds rows
 * of it, and has done so for a moment. */
bool mg_waited_add_writers(PGconn *conn, const char *oid, struct mg_interrupt *interrupt,
                           struct mg_waiteds *to, struct mg_error *error);

/* Adds those whom the process of that number waits for now. */
bool mg_waited_add_blockers(PGconn *conn, const char *pid, struct mg_interrupt *interrupt,
                            struct mg_waiteds *to, struct mg_error *error);
void mg_waited_free(struct mg_waiteds *waited);

/* "process 4711 (user ann, psql, idle in transaction since ...), which holds AccessShare on t: ..."
 */
void mg_waited_text(const struct mg_waited *waited, struct mg_buf *out);

/* Those of several sessions, a line each; not of all of them. */
void mg_waited_lines(const struct mg_waiteds *waited, struct mg_buf *out);

/* Only the name: "process 4711", "the prepared transaction x". */
void mg_waited_name(const struct mg_waited *waited, struct mg_buf *out);

/* As an object. */
void mg_waited_json(const struct mg_waited *waited, struct mg_buf *out);

#endif
