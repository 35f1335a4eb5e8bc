/*
 * Programs that a server needs run: found, started as the user that they must run as, waited for.
 */
#ifndef MODELGEN_DATABASE_PROCESS_H
#define MODELGEN_DATABASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/diag.h"

/* Who runs the servers: whoever runs modelgen; for root somebody else, as PostgreSQL refuses root.
 */
struct account {
    const char *name;
    uid_t uid;
    gid_t gid;
    bool other; /* not who we are */
};

struct account account_for_servers(struct arena *arena);

/* Makes this process run as the account; false with errno set. Groups are dropped. */
bool account_become(const struct account *account);

/*
 * Runs a program (a path, or a name on PATH) as an account (NULL: as we are), with input on its
 * stdin (NULL: none), and waits for it. Returns true if it exits with 0. *output: what it wrote to
 * stdout and stderr, or why it could not be run. account: the environment is cleared of what
 * PostgreSQL's programs would listen to.
 */
bool process_run(struct arena *arena, const struct account *account, const char *const *argv,
                 const char *input, const char **output);

/* The environment for a server: ours without PG*, in the C locale and UTC. */
char *const *process_server_environment(struct arena *arena);

/* Closes every file descriptor from `from` on. */
void process_close_from(int from);

/*
 * The directory that holds initdb and postgres: on PATH, where pg_config says, or where
 * distributions put it. NULL and a diagnostic (MG601) with the package to install.
 */
const char *process_find_servers(struct arena *arena, struct diags *diags);

/* A program of the client side (pg_dump): beside the server's, or on PATH; NULL if there is none.
 */
const char *process_find(struct arena *arena, const char *name);

#endif
