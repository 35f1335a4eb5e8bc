/*
 * A migration that asks for rows: its function is run on a database that listens, in one
 * transaction. What it does is kept back for a while and sent together, at the latest before the
 * next question; so a statement that fails may be found out some lines after its own, which the
 * error names all the same.
 *
 * Everything here is called while the function runs, and may end it (mg_record_end).
 */
#ifndef MODELGEN_RUNTIME_LIVE_H
#define MODELGEN_RUNTIME_LIVE_H

#include "../run/event.h"
#include "../server/session.h"
#include "tally.h"

struct mg_kept_statement;

struct mg_live {
    PGconn *conn; /* within the transaction */
    struct mg_interrupt *interrupt;
    struct mg_listener listener;
    unsigned allowed; /* enum mg_consent: what --allow says */
    bool trial;       /* nobody has to consent to what is rolled back */
    struct mg_kept_statement *kept;
    size_t n, bytes;
    struct mg_tally *tally; /* what its statements take */
    int cursors;            /* that were opened so far: their names */
};

/* The steps from `first` on, which were just recorded: consent is asked for, and they are sent. */
void mg_live_steps(struct migration *m, size_t first);

/*
 * One statement with its values. Without a server behind the migration this ends its function,
 * with m->asks, or with an error if there will never be one.
 */
void mg_live_bound(struct migration *m, int line, const struct mg_operation *operation,
                   const char *sql, const char *const *values, int n);

/* Makes sure that the function runs on a database; ends it otherwise, as mg_live_bound does. */
void mg_live_need(struct migration *m, int line, const struct mg_operation *operation,
                  const char *sql);

/* Keeps a statement back, to be sent with others. An error stays in m->error. */
void mg_live_send(struct migration *m, int line, const struct mg_operation *operation,
                  const char *text, const char *const *values, int n);

/* Sends what was kept back. *last, if not NULL: the result of the last statement, or NULL. */
bool mg_live_flush(struct migration *m, PGresult **last);

/* The function is at its end: everything is sent, and let go of. */
void mg_live_leave(struct migration *m);

/*
 * Keeps a text (taken over; NULL if memory ran out) as long as the function runs, or briefly: until
 * the next statement has taken its values.
 */
const char *mg_live_keep(struct migration *m, char *text, bool briefly);
void mg_live_forget(struct migration *m);

#endif
