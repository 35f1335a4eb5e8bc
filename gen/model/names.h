/*
 * The names that objects have when the model gives none. They are PostgreSQL's own where it has a
 * rule (ChooseIndexName, ChooseConstraintName, makeObjectName in src/backend/commands/indexcmds.c),
 * cut to 63 bytes in its way; indexes are idx_<table>_<columns>.
 */
#ifndef MODELGEN_MODEL_NAMES_H
#define MODELGEN_MODEL_NAMES_H

#include "base/arena.h"

enum { NAME_MAX_BYTES = 63 };

/* PostgreSQL's makeObjectName: name1_name2_label, name1 and name2 shortened evenly (UTF-8 aware).
 * name2 may be NULL. */
const char *name_make(struct arena *a, const char *name1, const char *name2, const char *label);

const char *name_primary_key(struct arena *a, const char *table); /* t_pkey */
const char *name_unique(struct arena *a, const char *table,
                        const struct strings *columns); /* t_a_b_key */
const char *name_foreign_key(struct arena *a, const char *table,
                             const struct strings *columns); /* t_a_fkey */
const char *name_check(struct arena *a, const char *table,
                       const char *column); /* t_a_check, t_check */
const char *name_sequence(struct arena *a, const char *table, const char *column); /* t_a_seq */
/* idx_t_a_b; an element that is an expression counts with the identifiers in it: idx_t_lower_email.
 */
const char *name_index(struct arena *a, const char *table, const struct strings *elements);

#endif
