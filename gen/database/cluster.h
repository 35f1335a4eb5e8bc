/*
 * The ground under both sorts of servers: a home (a directory that the servers' user owns, and
 * nobody else reads), a data directory made by initdb, a postgres process and its postmaster.pid.
 */
#ifndef MODELGEN_DATABASE_CLUSTER_H
#define MODELGEN_DATABASE_CLUSTER_H

#include "database/process.h"

/* A home for servers of one sort ("private", "scratch") below a directory. */
struct home {
    const char *path;
    bool elsewhere;
    struct account account;
    int lock; /* held while the home is changed; -1 when not */
};

/* The home, made if need be, and locked. False and a diagnostic (MG603). */
bool home_open(struct arena *arena, const char *dir, const char *sort, struct home *home,
               struct diags *diags);
void home_close(struct home *home);

/* Where the home is, if there is one; NULL if not. Takes no lock. */
const char *home_find(struct arena *arena, const char *dir, const char *sort);

/* A directory that the account owns, mode 0700, its name from a pattern with XXXXXX; false with
 * errno set. */
bool directory_make_temporary(char *pattern, const struct account *account);

/* Removes a directory with all that is in it. */
void directory_remove(const char *path);

/* Copies a directory with all that is in it; false with errno set. */
bool directory_copy(const char *from, const char *to);

/*
 * Where the socket of the server in `in` goes: there, or in a short directory below /tmp where the
 * path would be longer than a socket's may be; that one is noted in in/socket and made again when
 * it is gone. NULL with errno set.
 */
const char *cluster_socket(struct arena *arena, const char *in, const struct account *account);
const char *cluster_socket_find(struct arena *arena, const char *in);

/*
 * initdb in home/name, followed by one statement per line in the single-user mode; appears whole or
 * not at all. False and a diagnostic (MG602).
 */
bool cluster_make(struct arena *arena, const struct home *home, const char *name, const char *bin,
                  const char *const *initdb_options, const char *statements, struct diags *diags);

/* What postmaster.pid says and the process confirms. */
struct postmaster {
    long pid; /* 0: none runs */
    bool ready;
    int shared_memory; /* its segment, also when the process is gone; -1: none */
};

struct postmaster cluster_postmaster(struct arena *arena, const char *in);

/*
 * Removes what a postgres that did not end in order left behind and what would stop the next one
 * where its process number is in use again. False while a backend of it is still alive.
 */
bool cluster_forget(struct arena *arena, const char *in, const char *socket);

/* The server's log from this byte on, its last lines at most, for diagnostics. */
const char *cluster_log(struct arena *arena, const char *in, long since);
long cluster_log_size(struct arena *arena, const char *in);

/* The command line of postgres with the data in in/data, and these settings ("name=value",
 * NULL-ended). */
const char *const *cluster_command(struct arena *arena, const char *bin, const char *in,
                                   const char *socket, const char *const *settings);

/* In a child process: becomes postgres. Returns only if that fails. */
void cluster_exec(const char *const *argv, char *const *environment, const char *in);

const char *cluster_url(struct arena *arena, const char *socket);

#endif
