/* Files: read whole; written whole, through a temporary beside them, and only if different. */
#ifndef MODELGEN_BASE_FILE_H
#define MODELGEN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* The file's bytes, zero-ended, in the arena; NULL and a diagnostic (MG201) if it cannot be read.
 */
char *file_read(struct arena *arena, const char *path, size_t *n, struct diags *diags);
bool file_exists(const char *path);

/* Paths of the regular files in dir that end in suffix, sorted by bytes. A missing dir has none. */
struct strings file_list(struct arena *arena, const char *dir, const char *suffix);

/* dir/name in the arena. */
const char *file_join(struct arena *arena, const char *dir, const char *name);
const char *file_name(const char *path);                           /* after the last slash */
const char *file_directory(struct arena *arena, const char *path); /* before it; "." if none */

/*
 * A set of files that appear together or not at all: every temporary is written, synced and checked
 * before the first rename; when anything fails, nothing has changed and a diagnostic (MG202) says
 * why. Files whose bytes are the same already are left alone.
 */
struct file_set;
struct file_set *file_set_new(struct arena *arena);
void file_set_add(struct file_set *set, const char *path, const char *bytes, size_t n);
bool file_set_write(struct file_set *set, struct diags *diags);

/* The same for files that are only to be looked at and taken away again: nothing is synced. */
bool file_set_stage(struct file_set *set, struct diags *diags);

/* SHA-256 as 64 hexadecimal digits, in the arena. */
const char *sha256_hex(struct arena *arena, const void *bytes, size_t n);

#endif
