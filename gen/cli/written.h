/* Models that modelgen writes: proven to be read as what they say, then put in their place. */
#ifndef MODELGEN_CLI_WRITTEN_H
#define MODELGEN_CLI_WRITTEN_H

#include "base/file.h"
#include "cli/project.h"
#include "emit/models.h"

struct written_models {
    struct model_files files;
    struct strings paths; /* where they go */
};

/*
 * The models of a schema, added to the set, in directories that are there
 * then. False and a diagnostic (MG608) if they would not be read as this schema again.
 */
bool written_models_add(struct cli *cli, const struct project *project, const struct schema *schema,
                        enum models_division division, struct file_set *set,
                        struct written_models *written);

/* After they are written: the former models go; headers that are none stay. */
void written_models_alone(struct cli *cli, const struct project *project,
                          const struct written_models *written);

/* False and a diagnostic if there is no such directory and it cannot be made. */
bool make_directory(struct cli *cli, const char *path);

#endif
