/* Words that a server has not: reported where the models say them. */
#ifndef MODELGEN_CLI_NEWER_H
#define MODELGEN_CLI_NEWER_H

#include "cli/project.h"
#include "plan/plan.h"

/* What the models (project->after) say must be on the PostgreSQL that they are to run on. */
bool newer_check_models(struct cli *cli, const struct project *project);

/* The same of changes, which can take a newer one than what they lead to. */
bool newer_check_plan(struct cli *cli, const struct project *project, const struct plan *plan);

/*
 * newer_server.c: what the snapshot (project->before) says must be on the server with this URL.
 */
bool newer_check_server(struct cli *cli, const struct project *project, const char *url);

#endif
