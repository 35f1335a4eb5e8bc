/*
 * The keeper of a throw-away server: a process between modelgen and postgres. It copies the
 * prepared data directory, runs postgres in it, waits until modelgen lets go of a pipe (by stopping
 * the server, by ending, by being killed), ends postgres and removes the directory; postgres dies
 * with its keeper by the kernel's hand.
 */
#ifndef MODELGEN_DATABASE_KEEPER_H
#define MODELGEN_DATABASE_KEEPER_H

#include "database/cluster.h"

struct keeping {
    struct arena *arena;
    const struct home *home;
    const char *in, *socket;
    const char *const *argv;
    char *const *environment;
    int lock;   /* held by the keeper while it lives */
    int status; /* where it tells: the pid of postgres, or '!' and why there is none */
    int hold;   /* ends when the owner does; -1: there is no owner */
    long until; /* a process to outlive by nothing; 0: none */
};

/*
 * Starts a keeper; k is complete but for its pipes. *status is where it says first the process
 * number of postgres, or '!' and why there is none, and last the end of postgres's log. With an
 * owner, *hold is the end of the pipe that keeps the server; hold NULL: nobody owns it. -1 with
 * errno set.
 */
pid_t keeper_start(struct keeping *k, int *status, int *hold);

/* Removes a server's directory, and its socket's where that is elsewhere. */
void keeper_clean(struct arena *arena, const char *in);

#endif
