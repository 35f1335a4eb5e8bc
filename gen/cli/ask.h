/* Questions that only the user can answer. */
#ifndef MODELGEN_CLI_ASK_H
#define MODELGEN_CLI_ASK_H

#include "cli/project.h"
#include "model/answers.h"

/*
 * Asks, on a terminal, what the models and the snapshot leave open, and adds to the answers. What
 * stays open is an error of plan_make.
 */
void ask(struct cli *cli, const struct project *project, struct answers *answers);

#endif
