/*
 * The ledger: what is applied to a database and how it came so, in its schema `modelgen`.
 *
 *     modelgen.ledger         one row: the format of these tables
 *     modelgen.applied        what is applied now
 *     modelgen.history        every run of a migration, also failed ones; only ever added to
 *     modelgen.history_step   what each step of it took, where it was one transaction (owed.h)
 *     modelgen.run, .step     a migration that takes more than one, and its steps (journal.h)
 *
 * A row of modelgen.applied is written first in its migration's transaction, and its keys let a
 * migration in only behind the one it revises: two runners, or a runner and a script, cannot apply
 * the same one, nor a wrong one.
 *
 * Everything here writes SQL text that needs no server, so that --sql prints what a run does.
 */
#ifndef MODELGEN_RUNTIME_LEDGER_H
#define MODELGEN_RUNTIME_LEDGER_H

#include <libpq-fe.h>

#include "../base/patience.h"
#include "../record/chain.h"
#include "../record/record.h"

enum { MG_LEDGER_FORMAT = 6 };

/*
 * Several tenants, each in a schema of its own, share the ledger of their database: each row says
 * whose it is. Who is at work is a setting of the session; without one, the database as a whole is.
 */
#define MG_TENANT    "coalesce(pg_catalog.current_setting('modelgen.tenant', true), '')"
#define MG_OF_TENANT " AND tenant = " MG_TENANT

/* What downgrades have set aside. */
#define MG_FROM_DOWNGRADES "held ~ '^(modelgen)?_dropped_down_'"

struct mg_applied {
    int number;
    const char *revision, *down_revision, *name, *checksum;
    const char *at; /* "2026-03-01 10:00:00 UTC" */
};

/* A migration that was begun part by part and is not at its end. */
struct mg_open_run {
    long long id; /* 0: there is none */
    const char *revision, *direction, *checksum;
    const char *started; /* "2026-03-01 10:00:00 UTC" */
    int done, running, steps;
    long long blocks; /* that batches have come to, or keys */
};

struct mg_ledger {
    bool exists;
    int format; /* lower than MG_LEDGER_FORMAT: mg_ledger_create brings it up to date */
    struct mg_open_run open;
    PGresult *open_result;
    struct mg_applied *rows; /* in the order of their numbers */
    size_t n;
    PGresult *result; /* holds the texts */
    enum mg_held_down held_down;
};

/* Reads it, in three round trips at most and without a lock. False also if it is of a newer format.
 */
bool mg_ledger_read(PGconn *conn, struct mg_ledger *ledger, struct mg_error *error);
void mg_ledger_free(struct mg_ledger *ledger);

/*
 * The same for a tenant, whose search path and setting the session takes on, in one round trip: on
 * a connection on which a ledger of the present format was read before. prepared: also in this way.
 * False, and perhaps without an error, if it has to be read as usual.
 */
bool mg_ledger_read_next(PGconn *conn, const char *tenant, bool prepared, struct mg_ledger *ledger,
                         struct mg_error *error);

/* The role lacks a right that the ledger needs: says which ones there are. */
void mg_ledger_hint(PGconn *conn, struct mg_error *error);

/* The place where the database is. False if it is not in the chain: ahead or beside. */
bool mg_ledger_place(const struct mg_ledger *ledger, const struct mg_chain *chain, size_t *place,
                     struct mg_error *error);

/* Whether the migration was begun in that direction, and is not at its end. */
bool mg_ledger_is_open(const struct mg_ledger *ledger, const struct mg_registered *entry,
                       enum mg_direction direction);

/* False if the source of an applied migration is not what was applied. The place is known. */
bool mg_ledger_unedited(const struct mg_ledger *ledger, const struct mg_chain *chain,
                        struct mg_error *error);

/* --- SQL ---------------------------------------------------------------------------------- */

/* Makes what is missing of it. */
void mg_ledger_create(struct mg_script *script);

/* The change of modelgen.applied, the first statement of a migration. */
void mg_ledger_enter(struct mg_script *script, const struct mg_registered *entry,
                     enum mg_direction direction);

/*
 * The line in modelgen.history, the last one. waits and host, where it runs: NULL for a script.
 * Returns the number of the line, if it is not for a script.
 */
void mg_ledger_log(struct mg_script *script, const struct mg_registered *entry,
                   enum mg_direction direction, const struct mg_waits *waits, const char *host);

/* The same for a migration in parts: what the journal says of that run. */
void mg_ledger_log_run(struct mg_script *script, const struct mg_registered *entry,
                       enum mg_direction direction, long long run, const char *host);

/* The line that a failed one leaves, once its transaction is gone. */
void mg_ledger_log_failure(struct mg_script *script, const struct mg_registered *entry,
                           enum mg_direction direction, const struct mg_error *error,
                           double milliseconds, const char *host);

/*
 * Sets modelgen.applied to just the migrations before `place`, as they are in this runner, and logs
 * each that changes. Rows that are right already stay.
 */
void mg_ledger_stamp(struct mg_script *script, const struct mg_ledger *ledger,
                     const struct mg_chain *chain, size_t place);

#endif
