/* How Citus keeps tables: what others ask of it. */
#ifndef MODELGEN_KINDS_DISTRIBUTION_H
#define MODELGEN_KINDS_DISTRIBUTION_H

#include "model/kind.h"

struct distribution; /* kinds.h */

/* What a table's distribution is called: it has one. */
#define DISTRIBUTION_NAME "citus"

/* That of a table; NULL: it is one of PostgreSQL's own. */
const struct distribution *distribution_of(const struct schema *s, const char *schema,
                                           const char *table);

/* The table that one of a distributed table is put with; NULL: none is said, or there is none. */
const struct distribution *distribution_colocated(struct arena *arena, const struct schema *s,
                                                  const struct distribution *d);

/* The first of its colocation group, as far as the models say: it may be itself. */
const struct distribution *distribution_leader(struct arena *arena, const struct schema *s,
                                               const struct distribution *d);

/*
 * What Citus says of a database in the words of another schema, where both mean the same: with
 * which table one is colocated can be said in several ways, and what is not said may be anything.
 * said: NULL of a database that no models are of yet.
 */
void distributions_align(struct arena *arena, const struct schema *said,
                         const struct schema *found);

/*
 * Whether a table that is distributed otherwise leaves its colocation group. Those that models put
 * with it have to follow: that is the difference DISTRIBUTION_MOVES, though they say what they did.
 */
#define DISTRIBUTION_MOVES (1ull << 1)
bool distribution_leaves(const struct schema *before, const struct schema *after,
                         const struct object *o, unsigned long long differences);

#endif
