/* The files of a project: models, migrations, snapshot. */
#ifndef MODELGEN_CLI_PROJECT_H
#define MODELGEN_CLI_PROJECT_H

#include "cli/cli.h"
#include "model/schema.h"
#include "snapshot/history.h"

struct project {
    const char *models, *migrations, *snapshot, *sums; /* paths */
    struct history history;
    const struct schema *before; /* the snapshot */
    const struct schema *after;  /* the models; NULL until project_read_models */
};

/* Where its files are, or will be. */
void project_paths(struct cli *cli, struct project *project);

/* Its paths; false and an error if this directory holds no project. */
bool project_open(struct cli *cli, struct project *project);

/* Migrations and snapshot, checked against migrations.sum and against each other. */
bool project_load(struct cli *cli, struct project *project);

/* The snapshot alone: whoever only compares the models with it needs no history. */
bool project_load_snapshot(struct cli *cli, struct project *project);

/* The models; false and an error if they have mistakes, or words newer than what they are for. */
bool project_read_models(struct cli *cli, struct project *project);

/* The same, whatever they are for. */
bool project_parse_models(struct cli *cli, struct project *project);

#endif
