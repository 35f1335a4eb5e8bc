/*
 * Parents and children of tables: inheritance and partitions. Most of what is done to a parent
 * PostgreSQL does to its children by itself; what is here tells the two apart.
 */
#ifndef MODELGEN_KINDS_LINEAGE_H
#define MODELGEN_KINDS_LINEAGE_H

#include "kinds/kinds.h"

/* The table that an inheritance leads to; NULL if the schema has it not. */
const struct object *lineage_parent(struct arena *arena, const struct schema *s,
                                    const struct inheritance *link);

/* What makes a table a partition; NULL if it is none. */
const struct inheritance *lineage_partition(const struct schema *s, const struct object *table);

/* The inheritances that lead to a table. */
struct object_list lineage_children(struct arena *arena, const struct schema *s,
                                    const struct object *table);

/* The parents' column that a column of a table is inherited from; NULL if there is none. */
const struct column *lineage_column(struct arena *arena, const struct schema *s,
                                    const struct column *c);

/*
 * What a new child's column is before anything of its own is said: its parent's, without what
 * children do not get (comment, identity, statistics, options).
 */
struct column *lineage_inherited(struct arena *arena, const struct column *parent,
                                 const struct column *child);

/* The default that children get: of a serial column, the next value of its sequence. */
const char *lineage_default(struct arena *arena, const struct column *parent);

/* Whether the inheritance is there before and after: its child follows what its parent does. */
bool lineage_stays(const struct making *making, const struct inheritance *link);

/* Whether the parent of a column changes, and this one with it (column_lineage.c). */
bool lineage_follows(const struct making *making, const struct column *c);

/* Whether a column, as it is called afterwards, is renamed along with a parent's. */
bool lineage_renames(const struct making *making, const struct object *after);

/*
 * Of parts that a table has from its parents: true if what is to be made is there already, since
 * the table leaves a parent that had the like, or if what is to be dropped stays, as the part of a
 * new parent's. Such a part may have to be renamed; that is made.
 */
bool lineage_has(struct making *making, const struct object *after);
bool lineage_keeps(struct making *making, const struct object *before);

/*
 * Drops what a table keeps when it leaves its parent, and should not have: keys, indexes and checks
 * that neither it nor a new parent has.
 */
void lineage_drop_left(struct making *making, const struct inheritance *link);

/* A key that is attached follows the one of the parent, which makes it if that is new. */
void lineage_key_follows(struct arena *arena, const struct schema *s, const struct object *o,
                         struct object_list *follows);

/*
 * What an attached key or index of a partition is a part of: the parent's like it or, of a key, a
 * unique index of its columns. NULL if there is none. The part goes with it.
 */
const struct object *lineage_whole(struct arena *arena, const struct schema *s,
                                   const struct object *part);

/* Whether keys of partitions are parts of an index, which is no constraint itself. */
bool lineage_holds_keys(struct arena *arena, const struct schema *s, const struct object *index);

/* Whether a key or index of a partitioned table has parts of which models say something. */
bool lineage_has_parts(struct arena *arena, const struct schema *s, const struct object *whole);

/*
 * What a parent has that would take a key or index of a partition for its part, if that came first:
 * it stands beside it. NULL: nothing has.
 */
const struct object *lineage_beside(struct arena *arena, const struct schema *s,
                                    const struct object *part);

/*
 * A part that stands beside a parent's is made after that, and after its table is a partition; what
 * is of a partitioned table only after the partitions.
 */
void lineage_part_follows(struct arena *arena, const struct schema *s, const struct object *o,
                          struct object_list *follows);

/* The name that PostgreSQL gives the part of a parent's key or index; NULL: the parent's own. */
const char *lineage_part_name(struct arena *arena, const struct object *part, const char *table);

/* Whether one of two parts of different tables would do for the other. */
bool lineage_alike(const struct object *a, const struct object *b);

/* The checks that a child must have: its parents', unless they say NO INHERIT. */
struct object_list lineage_checks(struct arena *arena, const struct schema *s,
                                  const struct inheritance *link);

/* Whether the columns of a partition stand in the order of those of its parent. */
bool lineage_same_order(struct arena *arena, const struct schema *s,
                        const struct inheritance *link);

/* Adds the keys and indexes of a table that are attached. */
void lineage_attached(struct arena *arena, const struct schema *s, const struct object *table,
                      struct object_list *list);

#endif
