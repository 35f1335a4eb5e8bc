/*
 * Ctrl-C, SIGTERM and SIGHUP while migrations run. The server already has the whole migration,
 * COMMIT included, so that ending the program would not end the migration: the statement that runs
 * is cancelled instead, and its transaction rolled back. Where nothing is heard of that for some
 * seconds, or when they have come three times, the connection is given up.
 */
#ifndef MODELGEN_RUNTIME_INTERRUPT_H
#define MODELGEN_RUNTIME_INTERRUPT_H

#include <libpq-fe.h>
#include <signal.h>
#include <stdbool.h>

struct mg_interrupt {
    bool listens;
    int fd; /* readable when a signal came */
    sigset_t before;
    bool came;
    int times; /* how often */
    /* What is done while a statement takes its time, again and again; or NULL. */
    void (*idle)(void *context, PGconn *conn, const char *statement);
    void *context;
};

/* From here on (of *interrupt, idle and context count) the signals do not end the program, until
 * mg_interrupt_done. */
void mg_interrupt_listen(struct mg_interrupt *interrupt);
void mg_interrupt_done(struct mg_interrupt *interrupt);

/* Whether one came, now or before. */
bool mg_interrupt_came(struct mg_interrupt *interrupt);

/*
 * Waits for the server's next word on this statement, and cancels it when a signal comes. Where
 * *interrupt does not listen but somebody else does, the signal stays for that one, and the
 * connection of a server that does not answer to that either is given up after some seconds.
 */
void mg_interrupt_await(struct mg_interrupt *interrupt, PGconn *conn, const char *statement);

#endif
