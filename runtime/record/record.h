/*
 * What a migration amounts to: its function is run with nobody listening, and each operation leaves
 * its statements here, with the line that it was called from. Nothing is sent before the function
 * returns, so that a refusal comes before any change, --sql needs no server, and a migration costs
 * one round trip.
 */
#ifndef MODELGEN_RUNTIME_RECORD_H
#define MODELGEN_RUNTIME_RECORD_H

#include <setjmp.h>
#include <stdint.h>

#include "../base/error.h"
#include "../modelgen/migrate.h"
#include "../site/site.h"
#include "../sql/operation.h"

struct mg_recorded {
    enum mg_step_kind kind; /* a statement is exactly one; never MG_STEP_REFUSAL */
    char *text;
    char *probe; /* as in struct mg_step; NULL: none */
    int line;
    size_t call; /* of the operation, from 1; 0: it is nobody's */
    const struct mg_operation *operation;
    bool moved; /* what it drops is kept elsewhere by the migration itself */
};

/* Calls of operations that are left out: by number, counted from 1, and those of SQL of its own. */
struct mg_without {
    size_t *calls, n;
    bool sql;
};

struct mg_live; /* live.h */
struct mg_kept;
struct mg_expect; /* expect.h */

/* How a function is recorded. All zero: by itself, for a database. */
struct mg_recording {
    struct mg_site *site; /* what operations look at; NULL: they do not */
    struct mg_live *live; /* its statements are carried out as they come; NULL: they are recorded */
    bool printed;         /* for a script, which nobody is there to answer */
    struct mg_expect *expect; /* what its operations do is only noted; NULL: it is recorded */
    bool whole;               /* it is known to ask for rows: one transaction */
    PGconn *conn;             /* the server, which may be too old for what it says; NULL: any */
    const struct mg_without *without; /* what is left out; NULL: nothing */
    const char *const *first;         /* SQL that goes before all else, n_first texts */
    size_t n_first;
};

/* What migration files call "migration". */
struct migration {
    const struct mg_registered *entry;
    enum mg_direction direction;
    struct mg_recorded *steps;
    size_t n, capacity;
    uint64_t *calls; /* of operations: what each one is, wherever it is done (calls.h) */
    size_t n_calls, calls_capacity;
    size_t ran; /* operations that were called */
    const struct mg_without *without;
    bool skips;       /* what comes now is not to be done: only_if said so */
    bool conditional; /* what comes now depends on what only_if will say */
    struct mg_error *error;
    struct mg_site *site; /* NULL: no operation looks at the database */
    unsigned allowed;     /* enum mg_consent: what the migration itself consents to */
    int server;           /* its version as libpq gives it, 150018; 0: there is none */
    bool meets_others;    /* it is about more than what it makes itself: others may hold locks */
    /* It asked for rows, which ended the recording: what comes then depends on them. */
    bool asks;
    bool printed, whole;
    struct mg_live *live;
    struct mg_expect *expect;
    struct mg_row *rows; /* that are open, the last one first */
    struct mg_copy *copies;
    struct mg_kept *kept, *kept_briefly; /* texts that live as long as the function runs, or less */
    jmp_buf escape;                      /* to the end of the function */
};

/*
 * Runs the function. With a site, operations choose their recipe by what they find there. Freed by
 * mg_record_free, whatever comes back.
 */
bool mg_record(struct migration *m, const struct mg_registered *entry, enum mg_direction direction,
               const struct mg_recording *how, struct mg_error *error);

/* Ends the function there and then; the error, or m->asks, says why. */
void mg_record_end(struct migration *m) __attribute__((noreturn));

/* A step that is no operation's. */
void mg_record_step(struct migration *m, enum mg_step_kind kind, int line,
                    const struct mg_operation *operation, const char *text);

/* A statement goes to the server as it is: ends the function if that would end the transaction. */
void mg_record_single(struct migration *m, int line, const struct mg_operation *operation,
                      const char *sql);

/* Where it is in the migration's file, for the error, unless that knows better. */
void mg_record_place(struct migration *m, int line, const char *operation);

/* Whether it takes more than one transaction. */
bool mg_record_has_parts(const struct migration *m);
void mg_record_free(struct migration *m);

#endif
