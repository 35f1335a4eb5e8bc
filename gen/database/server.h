/*
 * PostgreSQL without set-up: the private server of a project, and throw-away servers for proofs and
 * tests. Unix socket only, no TCP, as another user when started by root (initdb refuses root).
 *
 * Everything lives below one directory, usually build/postgres: `private` holds the private server,
 * `scratch` the prepared data directory from which throw-away servers are copied, and these
 * servers. Where the servers' user cannot come there (root's home, a file system without owners),
 * they live in /var/tmp and a file `private.location` or `scratch.location` says where. Any number
 * of modelgens may use it at once.
 */
#ifndef MODELGEN_DATABASE_SERVER_H
#define MODELGEN_DATABASE_SERVER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

struct server {
    const char *url;       /* postgresql:///modelgen?host=/...&port=5432&user=postgres */
    const char *directory; /* what it lives in: data, log */
    long pid;
    bool scratch;
    bool started;   /* by this call; else it was running */
    bool elsewhere; /* directory is not below the one that was asked for */
    /* Of a throw-away server that ends with this process: */
    int hold;
    long keeper;
};

/*
 * The project's own server with its data below dir: made and started when it is not there yet, else
 * found running. NULL and a diagnostic (no server binary: the package to install).
 */
const struct server *server_private(struct arena *arena, const char *dir, struct diags *diags);

/* The same if it runs; NULL without a word if it does not. */
const struct server *server_private_find(struct arena *arena, const char *dir);

/* *stopped: there was one. */
bool server_private_stop(struct arena *arena, const char *dir, bool *stopped, struct diags *diags);

/*
 * A throw-away server, fsync off, from a prepared data directory. It has the databases template1
 * and modelgen, and goes away with this process, however that ends.
 */
const struct server *server_scratch(struct arena *arena, const char *dir, struct diags *diags);
void server_scratch_stop(const struct server *server); /* and removes it */

/* One that outlives this process: until it is stopped, or until the process `until` ends (0: none).
 */
const struct server *server_scratch_detached(struct arena *arena, const char *dir, long until,
                                             struct diags *diags);

/* Stops the throw-away servers below dir, all or the one with this url; returns how many. */
int server_scratch_stop_detached(struct arena *arena, const char *dir, const char *url);

/* Stops every server below dir and removes all that is theirs, the data included. */
bool server_remove(struct arena *arena, const char *dir, struct diags *diags);

#endif
