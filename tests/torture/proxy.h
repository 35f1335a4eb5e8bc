/*
 * Stands between one runner and its server, on Unix sockets, counts the messages in both
 * directions, and does harm at one of them.
 */
#ifndef TORTURE_PROXY_H
#define TORTURE_PROXY_H

#include <stdbool.h>
#include <sys/types.h>

// clang-format off
enum harm {
    NONE,
    KILL,         /* kill -9 of the runner; what it had sent arrives */
    KILL_UNHEARD, /* the same; what it had sent after this message is lost */
    CUT,          /* the connection is closed on both sides */
    CUT_ALL,      /* all connections are */
    ORPHAN,       /* ... but the server learns it only after a while */
    TERMINATE,    /* pg_terminate_backend */
    CANCEL,       /* pg_cancel_backend, as by a statement_timeout */
    INTERRUPT,    /* Ctrl-C */
    STALL,        /* nothing comes through any more, nor is anything closed; then Ctrl-C, thrice */
    CRASH,        /* kill -9 of a backend: the server takes itself and all its memory down */
    STOP,         /* the server is stopped at once, and started again */
    LOCK,         /* somebody locks tables for a while */
    DEADLOCK,     /* ... one after the other */
    FULL,         /* the server's disk is full for a while */
    TRAFFIC,      /* from now on somebody takes tables and rows in any order, again and again */
    HUNT,         /* for a while, backends are terminated and cancelled at random */
    /* Of a runner that is linked with faults.c; the message is the number of the call. */
    MEMORY,  /* no memory */
    LIBPQ,   /* a call of libpq fails */
    UNHEARD, /* ... and did what it says it did not */
    HARMS
};
// clang-format on

struct plan {
    enum harm harm;
    int message;  /* which one it is done at, counted from 1 */
    bool before;  /* the message does not arrive any more */
    double delay; /* this many milliseconds later */
};

enum { MOST_COMMITS = 512, MOST_RUNNERS = 8 };

struct outcome {
    int status; /* as exit() has it; 128 + signal; of several the first one that is not 0 */
    int messages;
    int commits[MOST_COMMITS], n_commits; /* the messages that are a COMMIT */
    bool harmed;                          /* it came to that */
    bool hung;                            /* it had to be killed */
    char what[8];                         /* the message, for the report: ">Q", "<C" */
};

struct proxy {
    int listening;
    const char *server; /* the path of its socket */
    const char *url;    /* of the database, at the server itself */
    const char *log;    /* where the calls that could fail are written to; NULL: nowhere */
    int runners;        /* how many of them at once; 0: one */
};

/* Listens at directory/.s.PGSQL.5432. */
struct proxy proxy_open(const char *directory, const char *server);

/* Starts the runner or runners, their output to a file, and lets them talk until they end. */
struct outcome proxy_run(const struct proxy *proxy, const struct plan *plan,
                         const char *const *command, const char *output);

#endif
