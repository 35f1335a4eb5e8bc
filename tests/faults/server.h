/*
 * A server that speaks PostgreSQL's protocol and knows nothing: to every SELECT and FETCH it
 * answers with the one row "t", to everything else that it is done. At one of its messages
 * something else happens (documentation, "Message Flow" and "Message Formats"). It is a thread that
 * allocates nothing, so that the calls for memory are those of whoever talks to it.
 */
#ifndef FAULTS_SERVER_H
#define FAULTS_SERVER_H

#include <stdbool.h>

enum twist {
    TWIST_NONE,
    /* Said before the message, which is as good as without. */
    TWIST_NOTICES, /* thousands of them */
    TWIST_STATUS,  /* a setting that has changed */
    TWIST_NOTIFY,
    /* Said instead of it. */
    TWIST_CLOSE,    /* nothing: the connection is closed */
    TWIST_HALF,     /* ... in the middle of the message */
    TWIST_GARBAGE,  /* a message that there is none of */
    TWIST_HUGE,     /* the beginning of one that is too long to be true */
    TWIST_ERROR,    /* an error; what comes is skipped up to the mark, as is right */
    TWIST_BARE,     /* ... with nothing in it */
    TWIST_FATAL,    /* and the connection is closed */
    TWIST_LEFT_OUT, /* nothing; what comes after it is said */
    TWIST_TWICE,
    TWIST_COPY_IN,  /* that rows are to come: the server waits for them */
    TWIST_COPY_OUT, /* that rows come; none do */
    /* Ctrl-C is pressed, and it is only said once that is heard of. */
    TWIST_INTERRUPT,
    /* It is pressed again and again, and no more is said. */
    TWIST_DEAF,
    TWISTS
};

struct server;

/*
 * Listens, at a socket that is a file or at one of TCP. Whoever waits for it in vain for a moment
 * after a twist is hung up on.
 */
struct server *server_start(bool tcp);
void server_stop(struct server *server);
const char *server_url(const struct server *server);

/* What was said since the last call. */
struct seen {
    int messages, last_done; /* how many; which of them said last that something is done */
    bool committed;          /* a COMMIT was carried out */
    bool cancelled;          /* after Ctrl-C the statement was */
    bool left;               /* after that, whoever was there has gone */
    bool twisted;
    char type; /* of the message that was */
};

/* From now on message `at`, counted from 1, is twisted; 0: none. Nobody is connected any more. */
struct seen server_twist(struct server *server, enum twist twist, int at);

#endif
