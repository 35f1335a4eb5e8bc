/* MIGRATION(.number = 10, .revision = "...", ...) at the end of a migration's source. */
#ifndef MODELGEN_SNAPSHOT_DESCRIPTOR_H
#define MODELGEN_SNAPSHOT_DESCRIPTOR_H

#include "base/diag.h"

struct descriptor {
    unsigned line;                               /* where it is; 0: there is none */
    int number;                                  /* -1: not said */
    const char *revision, *down_revision, *name; /* NULL: not said, or a null pointer */
};

/* Found by a scan for C tokens: comments, strings and directives are passed over. */
struct descriptor descriptor_find(struct arena *arena, const char *source);

#endif
