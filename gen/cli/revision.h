/* Revisions that other commands make: init the first one of a project, pull a baseline. */
#ifndef MODELGEN_CLI_REVISION_H
#define MODELGEN_CLI_REVISION_H

#include "base/file.h"
#include "cli/project.h"
#include "plan/plan.h"

/* `modelgen revision -m message`: returns the exit status. */
int revision_make(struct cli *cli, const char *message);

/*
 * Adds to the set what a revision with this plan writes: migration, sums, snapshot. Returns the
 * path of the migration; NULL and an error if the environment forbids it.
 */
const char *revision_add(struct cli *cli, const struct project *project, const char *name,
                         const struct plan *plan, const struct schema *after, struct file_set *set);

#endif
