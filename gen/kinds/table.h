/* The table's verbs, in several files. */
#ifndef MODELGEN_KINDS_TABLE_H
#define MODELGEN_KINDS_TABLE_H

#include "kinds/compose.h"

/* The fields' places in the table's table, which are their bits in differences. */
enum {
    TABLE_UNLOGGED,
    TABLE_ACCESS_METHOD,
    TABLE_TABLESPACE,
    TABLE_OF_TYPE,
    TABLE_REPLICA_IDENTITY,
    TABLE_PARTITION_BY,
    TABLE_SERVER,
    TABLE_OPTIONS,
    TABLE_WITH,
    TABLE_ROW_SECURITY,
    TABLE_FORCE_ROW_SECURITY,
};
#define TABLE_BIT(field) (1ull << TABLE_##field)

/* table_create.c. The parts that it takes in (making->parts) are its lines; see plan/fold.c. */
void table_create(struct making *making, const struct object *after);

/* table_alter.c */
enum way table_way(const struct object *before, const struct object *after,
                   unsigned long long differences);
void table_alter(struct making *making, const struct object *before, const struct object *after,
                 unsigned long long differences);

/* "RANGE (a, lower(b))": what stands behind PARTITION BY. NULL if it is nothing like that. */
const char *partition_by_canonical(struct arena *arena, const char *text);

/*
 * How options (name=value) change: those that are set to another value, are new, or are gone (their
 * names). What storage parameters call SET is the first two together: said.
 */
struct option_changes {
    struct strings set, add, said, drop;
};
struct option_changes option_changes(struct arena *arena, const struct strings *before,
                                     const struct strings *after);

#endif
