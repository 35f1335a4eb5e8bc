/* migrations.sum: lines of "<file> <sum>", each sum over the one before, the file's name and its
 * bytes. */
#ifndef MODELGEN_SNAPSHOT_SUMS_H
#define MODELGEN_SNAPSHOT_SUMS_H

#include "snapshot/history.h"

/* Reports every migration that is not what migrations.sum says it was, is new to it, or is gone. */
void sums_check(struct arena *arena, const struct history *history, struct diags *diags);

#endif
