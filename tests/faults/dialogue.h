/* What a server says and hears: of server.c, see there. */
#ifndef FAULTS_DIALOGUE_H
#define FAULTS_DIALOGUE_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "server.h"

enum { ROOM = 1 << 20, CANCEL_REQUEST = 80877102 };

struct server {
    pthread_t thread;
    bool tcp;
    int port, listening, fd;
    char directory[32], url[160];
    enum twist twist;
    int at;
    struct seen seen;
    bool closing;
    char state;                       /* as ReadyForQuery has it */
    bool skips, copies, copies_alone; /* to the mark; takes rows; ... by the simple protocol */
    char sql[600];                    /* of the last Parse */
    unsigned char in[ROOM], out[ROOM];
    size_t n_in, n_out;
};

/* The first words to whoever has come. */
void dialogue_greet(struct server *s);

/* A message is heard, and answered. */
void dialogue_hear(struct server *s, char type, const unsigned char *body);

/* What was said is sent; that is due at a mark, or when it is asked for. */
void dialogue_flush(struct server *s);

/* As the protocol has it. */
uint32_t dialogue_number(const unsigned char *p);

#endif
