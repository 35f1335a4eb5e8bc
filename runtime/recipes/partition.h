/* What is known of a table that is about to become a partition, and what it needs for that. */
#ifndef MODELGEN_RUNTIME_OPERATIONS_PARTITION_H
#define MODELGEN_RUNTIME_OPERATIONS_PARTITION_H

#include "../site/family.h"
#include "online.h"

/* The check that stands in for a bound while rows are read. */
#define MG_BOUND_CHECK "modelgen_bound"

/* What a bound says of the rows, as PostgreSQL puts it: what proves it has to be the same. */
struct mg_partition_bound {
    struct mg_buf own;       /* the bound alone: what the default partition must not hold */
    struct mg_buf whole;     /* with those of the tables above the parent */
    char *default_partition; /* of the parent, if it holds rows; else NULL */
};

/*
 * False where that cannot be known: the bound is DEFAULT, the migration changes the parent before;
 * or, if only that is asked for, where there is no default partition that holds rows. Freed by
 * mg_bound_free, always.
 */
bool mg_bound_read(struct mg_site *site, const mg_partition_args *a, bool only_beside_default,
                   struct mg_partition_bound *bound);
void mg_bound_free(struct mg_partition_bound *bound);

/*
 * The rows of a new partition are in its bound, those of the default partition are not: they are
 * read by the validation of a check that says so, which goes when all is done. Ends committed.
 */
void mg_bound_prove(struct mg_script *script, const mg_partition_args *a,
                    const struct mg_partition_bound *bound);
void mg_bound_prove_default(struct mg_script *script, const mg_partition_args *a,
                            const struct mg_partition_bound *bound);
void mg_bound_drop_check(struct mg_script *script, const char *table);

/*
 * Makes the indexes, keys and foreign keys of the parent that the partition has none like: ATTACH
 * PARTITION takes them over instead of building and checking them under AccessExclusive.
 */
void mg_partition_prepare(struct mg_site *site, struct mg_script *script,
                          const mg_partition_args *a);

/*
 * The rows of a query about tables whose names in the database are $1 and, unless NULL, $2; NULL
 * where one of them is not there before the migration. PQclear'ed by the caller.
 */
PGresult *mg_partition_ask(struct mg_site *site, const char *sql, const char *table,
                           const char *partition);

#endif
