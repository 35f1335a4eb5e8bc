/*
 * From a plan to the text of a migration file: straight-line calls, aligned, as a careful person
 * writes them. templates/migration.c is the frame; everything that repeats is here.
 */
#ifndef MODELGEN_EMIT_EMIT_H
#define MODELGEN_EMIT_EMIT_H

#include "runtime/base/buf.h"
#include "model/kind.h"

struct migration_head {
    int number, down_number;              /* down_number 0: the first one */
    const char *revision, *down_revision; /* down_revision NULL in the first one */
    const char *name;                     /* "add_notifications" */
    const char *created;                  /* "2026-03-01 10:00:00 UTC" */
};

/* The file's text, in the arena. */
const char *emit_migration(struct arena *arena, const struct migration_head *head,
                           const struct ops *upgrade, const struct ops *downgrade);

/* One operation as a C statement, indented by four, ended by a newline. */
void emit_op(struct mg_buf *out, const struct op *op);

#endif
