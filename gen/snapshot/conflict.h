/* Marks of a merge that git could not finish. */
#ifndef MODELGEN_SNAPSHOT_CONFLICT_H
#define MODELGEN_SNAPSHOT_CONFLICT_H

#include "base/diag.h"

/* True, with a diagnostic (MG207), if a line of the file is such a mark. */
bool has_conflict(const char *path, const char *bytes, size_t n, struct diags *diags);

#endif
