/*
 * PostgreSQL without set-up: the private server of a project, and throw-away servers for proofs and tests.
 * Unix socket only, no TCP, under another user when started by root (initdb refuses root).
 */
#ifndef MODELGEN_DATABASE_SERVER_H
#define MODELGEN_DATABASE_SERVER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

struct server {
    const char *url;       /* postgresql:///modelgen?host=/...&user=... */
    const char *directory; /* what it lives in */
    long pid;
    bool scratch;
};

/*
 * The project's own server with its data in dir: made and started when it is not there yet, else found running.
 * NULL and a diagnostic (no server binary: the package to install).
 */
const struct server *server_private(struct arena *arena, const char *dir, struct diags *diags);
bool server_private_stop(struct arena *arena, const char *dir, struct diags *diags);

/* A throw-away server, fsync off, from a prepared data directory that is kept in cache_dir. */
const struct server *server_scratch(struct arena *arena, const char *cache_dir, struct diags *diags);
void server_scratch_stop(const struct server *server); /* and removes it */

#endif
