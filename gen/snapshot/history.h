/*
 * schema/migrations/: the chain of revisions, and migrations.sum, which notices every edit: its
 * line for a migration is SHA-256 over the line before, the file's name and its bytes.
 */
#ifndef MODELGEN_SNAPSHOT_HISTORY_H
#define MODELGEN_SNAPSHOT_HISTORY_H

#include "base/arena.h"
#include "base/diag.h"

struct revision {
    const char *path, *file; /* "schema/migrations/010_x.c", "010_x.c" */
    int number;
    const char *revision, *down_revision; /* down_revision NULL: the first */
    const char *name;
    const char *bytes;
    size_t size;
};

struct history {
    struct revision *items; /* by number */
    size_t n, space;
    const char *dir;
};

/*
 * Reads the directory. Reports, each with its file: names that are not NNN_name.c, two files with
 * one number, gaps, a MIGRATION(...) that cannot be found or that disagrees with the file's name, a
 * chain that does not connect, two heads. The sums are checked too unless told not to.
 */
struct history history_load(struct arena *arena, const char *dir, bool check_sums,
                            struct diags *diags);

/* The text of migrations.sum for these files, with one more at the end if extra is not NULL. */
const char *history_sums(struct arena *arena, const struct history *history,
                         const struct revision *extra);

/* "010_add_notifications.c". */
const char *history_file_name(struct arena *arena, int number, const char *name);

/*
 * A name from a message: "Add notifications!" gives add_notifications. NULL and a diagnostic if the
 * message is empty, holds control characters, has no letter or digit, or is longer than 80 bytes.
 */
const char *history_name(struct arena *arena, const char *message, struct diags *diags);

#endif
