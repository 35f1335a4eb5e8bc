/* From models to a plan: what revision, diff and check have in common. */
#ifndef MODELGEN_CLI_CHANGE_H
#define MODELGEN_CLI_CHANGE_H

#include "cli/project.h"
#include "plan/plan.h"
#include "runtime/base/buf.h"

/* Asks what must be asked and plans; NULL and errors if that cannot be. */
const struct plan *change_plan(struct cli *cli, const struct project *project,
                               struct answers *answers);

bool plan_is_empty(const struct plan *plan);

/* The changes and losses, a line each, for people. */
void change_print(const struct plan *plan);

/* "changes": [...], "losses": [...] */
void change_json(const struct plan *plan, struct mg_buf *out);

/* "name": ["...", ...] */
void strings_json(const char *name, const struct strings *list, struct mg_buf *out);

#endif
