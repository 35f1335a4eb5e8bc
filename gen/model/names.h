/*
 * The names that objects have when the model gives none. They are PostgreSQL's own where it has a
 * rule (ChooseIndexName, ChooseConstraintName, makeObjectName in src/backend/commands/indexcmds.c),
 * cut to 63 bytes in its way; indexes are idx_<table>_<columns>.
 */
#ifndef MODELGEN_MODEL_NAMES_H
#define MODELGEN_MODEL_NAMES_H

#include "base/arena.h"
#include "runtime/sql/names.h"

enum { NAME_MAX_BYTES = MG_NAME_MAX_BYTES };

/* PostgreSQL's makeObjectName: name1_name2_label, name1 and name2 shortened evenly (UTF-8 aware).
 * name2 may be NULL. */
const char *name_make(struct arena *a, const char *name1, const char *name2, const char *label);

/*
 * The columns as name2 of a constraint of several: joined with "_". A name that is taken already
 * gets its label numbered: name_make(a, table, name_columns(a, columns), "key1"), then "key2", ...
 */
const char *name_columns(struct arena *a, const struct strings *columns);

const char *name_primary_key(struct arena *a, const char *table); /* t_pkey */
/* t_a_b_key. The included columns count, too; include may be NULL. */
const char *name_unique(struct arena *a, const char *table, const struct strings *columns,
                        const struct strings *include);
/*
 * t_a_b_excl, with the included columns. NULL if some element is an expression: PostgreSQL's name
 * for that is not ours to guess.
 */
const char *name_exclusion(struct arena *a, const char *table, const struct strings *elements,
                           const struct strings *include);
const char *name_foreign_key(struct arena *a, const char *table,
                             const struct strings *columns);                       /* t_a_fkey */
const char *name_sequence(struct arena *a, const char *table, const char *column); /* t_a_seq */
const char *name_not_null(struct arena *a, const char *table, const char *column);

/*
 * t_a_check; t_check if column is NULL. Which one it is, on a column as on a table, depends only on
 * what the expression mentions: name_check_column gives the one column of the table that it
 * mentions, NULL if none or several.
 */
const char *name_check(struct arena *a, const char *table, const char *column);
const char *name_check_column(const struct strings *table_columns, const char *expression);

/* idx_t_a_b; an element that is an expression counts with the identifiers in it: idx_t_lower_email.
 */
const char *name_index(struct arena *a, const char *table, const struct strings *elements);

#endif
