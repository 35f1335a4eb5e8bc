/*
 * What tables say of their keys and indexes, and keys and indexes keep: that the table is CLUSTERed
 * on it, that it is the REPLICA IDENTITY, that it is attached to the parent's.
 */
#ifndef MODELGEN_KINDS_MARKS_H
#define MODELGEN_KINDS_MARKS_H

#include "kinds/kinds.h"

/* The fields of a kind that can be marked. */
#define MARKS(struct_)                                         \
    SAID(struct_, attached, ROLE_NONE, FORM_FLAG, "ATTACHED"), \
        FIELD(struct_, clustered, ROLE_NONE), FIELD(struct_, replica_identity, ROLE_NONE)

/* The part of a table that has the mark, "clustered" or "replica_identity"; NULL: none has. */
const struct object *marks_find(const struct schema *s, const struct object *table,
                                const char *mark);

/* Marks a new key or index; takes marks away that would be dropped with an old one. */
void marks_make(struct making *making, const struct object *after);
void marks_drop(struct making *making, const struct object *before);

/* way and alter of kinds whose other fields cannot be altered. */
enum way marks_way(const struct object *before, const struct object *after,
                   unsigned long long differences);
void marks_alter(struct making *making, const struct object *before, const struct object *after,
                 unsigned long long differences);

#endif
