/* The compiled runner, build/migrate: built, given a database, run. */
#ifndef MODELGEN_CLI_RUNNER_H
#define MODELGEN_CLI_RUNNER_H

#include "cli/cli.h"

/* Whether a command is one of the runner's. */
bool runner_has(const struct mg_command *command);

/*
 * Builds the runner, finds a database for it and becomes it, with the words of our own command
 * line. Returns only if that fails.
 */
int runner_run(struct cli *cli, const struct mg_command *command);

/* Builds it. Its path, or NULL and a diagnostic with the compiler's words. */
const char *runner_build(struct cli *cli);

#endif
