/*
 * What most unit tests of modelgen start with: an arena, diagnostics, and a directory of their own
 * that goes with them.
 */
#ifndef MODELGEN_TESTS_FIXTURE_H
#define MODELGEN_TESTS_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"

struct fixture {
    struct arena *arena;
    struct diags *diags;
    char dir[40];
};

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    strcpy(f->dir, "/tmp/modelgen-unit-XXXXXX");
    *state = f;
    return mkdtemp(f->dir) ? 0 : -1;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    int status = system(arena_printf(f->arena, "rm -rf '%s'", f->dir));

    arena_free(f->arena);
    free(f);
    return status;
}

/* The diagnostics as a person sees them. */
static inline const char *printed(struct fixture *f)
{
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    diags_print(f->diags, to, false);
    fclose(to);

    const char *kept = arena_strdup(f->arena, text);

    free(text);
    return kept;
}

#endif
