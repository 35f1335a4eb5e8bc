/*
 * The runner: brings a database from the place where it is to another one, a migration at a time.
 */
#ifndef MODELGEN_RUNTIME_RUNNER_H
#define MODELGEN_RUNTIME_RUNNER_H

#include "../base/patience.h"
#include "../ledger/ledger.h"
#include "../ledger/owed.h"
#include "../server/session.h"
#include "../site/site.h"
#include "event.h"
#include "watch.h"

struct mg_transaction;

/*
 * What outlives a runner: the next one, for another tenant of the same database, takes it over.
 * Starts as { 0 }, ended by mg_spare_end.
 */
struct mg_spare {
    PGconn *conn;
    bool known;    /* its ledger was read, and is of the present format */
    bool prepared; /* the question for the next tenant's */
    struct mg_owed owed;
};

/* How batches make way for others. */
struct mg_pace {
    int batch_ms, pause_ms; /* what one takes, and the pause after it */
    int max_lag;            /* s that a standby may be behind; 0: any time */
};

struct mg_runner {
    const struct mg_chain *chain;
    const char *url;        /* or NULL */
    const char *tenant;     /* the schema that it is about; NULL: the database as a whole */
    struct mg_spare *spare; /* or NULL */
    struct mg_listener listener;
    struct mg_error *error;
    int wait; /* for a server that is not ready yet, in seconds */
    PGconn *conn;
    PGconn *lock; /* holds the migration lock; NULL: nobody asked for it */
    struct mg_ledger ledger;
    size_t at; /* the place where the database is */
    struct mg_interrupt interrupt;
    struct mg_lock_patience locks;
    char settings[480]; /* a statement that sets how long a transaction waits for locks */
    char together[960]; /* the same for one of more than one statement */
    bool alone;         /* nobody holds the migration lock: the transaction itself takes it */
    struct mg_owed owed;
    struct mg_watch watch;
    const struct mg_transaction *whole; /* the one that is sent right now, or NULL */
    struct mg_pace pace;
    bool blind;    /* it was said that replication cannot be seen */
    char host[65]; /* where this runs; "": not known */
};

struct mg_goal {
    size_t place;
    enum mg_direction direction;
    bool dry_run;     /* everything in one transaction, rolled back in the end */
    int wait;         /* for the migration lock, in seconds */
    unsigned allowed; /* enum mg_consent */
    struct mg_pace pace;
    bool no_rewrite; /* types are changed without one, where that is possible */
    bool stash;      /* what holds rows is set aside instead of dropped, and comes back */
};

/*
 * What operations of a run towards the goal go by, still without a migration. What they drop is set
 * aside, unless it is a downgrade's and may be lost.
 */
struct mg_site mg_runner_site(struct mg_runner *runner, const struct mg_goal *goal);

/*
 * Connects and reads the ledger, again and again while the server is starting or full and
 * runner->wait allows. Closed by mg_runner_close, whatever comes back.
 */
bool mg_runner_open(struct mg_runner *runner);

/* Finds out where the database is. Refuses one that is ahead or beside, or holds edited migrations.
 */
bool mg_runner_locate(struct mg_runner *runner);
void mg_runner_close(struct mg_runner *runner);

/* Tells the ledger what it is still owed, and disconnects. */
void mg_spare_end(struct mg_spare *spare);

/*
 * Goes there, under the lock; if it is there already, takes none. runner->at is where it ends, also
 * after a failure.
 */
bool mg_runner_go(struct mg_runner *runner, const struct mg_goal *goal);

/* Says that the database is at this place, without running anything. */
bool mg_runner_stamp(struct mg_runner *runner, size_t place, int wait);

/* Makes the ledger, or what is missing of it, under the lock. */
bool mg_runner_make_ledger(struct mg_runner *runner, int wait);

/* --- For its own parts ------------------------------------------------------------------------ */

struct mg_patience mg_runner_patience(const struct mg_runner *runner);

/* What is tried: statements of a migration, in one transaction or alone. */
struct mg_attempt {
    const struct mg_registered *entry;
    enum mg_direction direction;
    const struct mg_recorded *steps;
    size_t n;
    const struct mg_site
        *looked; /* there are no steps yet: the tables that were looked at; or NULL */
};

/*
 * After a failure, and with no transaction open: true if others were in the way and there is time
 * for another try. Then the error is forgotten, the listener told for whom it waits, and a pause is
 * over. Without time the error says who they are.
 */
bool mg_runner_waits(struct mg_runner *runner, const struct mg_attempt *attempt,
                     struct mg_patience *patience);

/* Says so: for these sessions, or, if nobody is known, with the words of runner->error. */
void mg_runner_tell_waiting(struct mg_runner *runner, const struct mg_attempt *attempt,
                            const struct mg_waiteds *waited, double ms);

enum mg_outcome { MG_OUTCOME_LOST, MG_OUTCOME_UNDONE, MG_OUTCOME_UNTOUCHED };

/* Rounds off the error of a migration: what became of the database. */
void mg_runner_add_outcome(struct mg_runner *runner, const struct mg_registered *entry,
                           enum mg_outcome outcome);

/*
 * The same of one in parts, to whoever is at it. If no step was taken but such as only look it is
 * given up: the database is as it was, and so is the ledger.
 */
void mg_runner_add_parts_outcome(struct mg_runner *runner, const struct mg_registered *entry);

/* The failure as a line in the history, where the database still listens. */
void mg_runner_log_failure(struct mg_runner *runner, const struct migration *m, double started);

/* The migration is applied, or taken back: the runner is a place further, and tells so. */
void mg_runner_arrive(struct mg_runner *runner, const struct migration *m, double started);

void mg_runner_tell(struct mg_runner *runner, const struct migration *m, enum mg_event_kind kind,
                    const char *text, double milliseconds);

/* Tells that step i of n (from 0) is done; operation: its name. */
void mg_runner_tell_step(struct mg_runner *runner, const struct migration *m, size_t i, size_t n,
                         const struct mg_measure *measure, const char *operation);

/* --- Without a server ----------------------------------------------------------------------- */

/* The script that leads from one place to another. create_ledger: it may be missing there. */
bool mg_script_to(const struct mg_chain *chain, size_t from, size_t to, bool create_ledger,
                  struct mg_buf *out, struct mg_error *error);

/* The script that stamps a database whose ledger is this; an empty one if it is not known. */
bool mg_script_stamp(const struct mg_chain *chain, const struct mg_ledger *ledger, size_t place,
                     struct mg_buf *out, struct mg_error *error);

#endif
