/* Questions that only the user can answer. */
#ifndef MODELGEN_CLI_ASK_H
#define MODELGEN_CLI_ASK_H

#include "cli/project.h"
#include "model/answers.h"

/*
 * Asks, on a terminal, what the models and the snapshot leave open, and adds to the answers.
 * Elsewhere each open question is an error with the flags that would answer it. False if something
 * stays open.
 */
bool ask(struct cli *cli, const struct project *project, struct answers *answers);

/* Reports every open question; returns how many there are. */
size_t ask_report(struct cli *cli, const struct project *project, const struct answers *answers);

#endif
