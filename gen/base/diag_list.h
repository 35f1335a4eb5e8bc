/* What diagnostics are kept as: for diag.c, which collects, and diag_print.c, which shows them. */
#ifndef MODELGEN_BASE_DIAG_LIST_H
#define MODELGEN_BASE_DIAG_LIST_H

#include "base/diag.h"

struct note {
    struct loc loc;
    const char *text;
};

struct diag {
    enum code code;
    bool error;
    struct loc loc;
    const char *text, *hint, *detail;
    VEC(struct note) notes;
};

/* A source file, read once to show its lines. */
struct source {
    const char *path, *bytes; /* bytes NULL: cannot be read */
};

struct diags {
    struct arena *arena;
    VEC(struct diag) items;
    VEC(struct source) sources;
    int errors, warnings;
};

#endif
