/* The first revision of a new project, which init makes. */
#ifndef MODELGEN_CLI_REVISION_H
#define MODELGEN_CLI_REVISION_H

#include "cli/cli.h"

/* `modelgen revision -m message`: returns the exit status. */
int revision_make(struct cli *cli, const char *message);

#endif
