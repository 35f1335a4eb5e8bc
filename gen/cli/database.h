/* Which database a command works on. */
#ifndef MODELGEN_CLI_DATABASE_H
#define MODELGEN_CLI_DATABASE_H

#include "cli/cli.h"
#include "database/server.h"

/* The directory of the project's own servers: build/postgres. */
const char *database_directory(struct cli *cli);

/*
 * Sets DATABASE_URL for the programs that are run: --database, or what is configured already, or
 * the private server, started if need be. False and a diagnostic if that cannot be.
 */
bool database_choose(struct cli *cli);

/* Whether the environment says which database. */
bool database_is_configured(void);

/* Says that a server was started, and where. */
void database_tell_started(const struct cli *cli, const struct server *server);

/* Forgets what the environment says about databases: for programs that work on a server of ours. */
void database_forget(void);

#endif
