/*
 * Tables that Citus keeps: what is here is an empty shell, the rows are in shards on other nodes
 * (citus_relation_size, citus_total_relation_size: https://docs.citusdata.com, develop/api_udf).
 */
#ifndef MODELGEN_RUNTIME_SHARDS_H
#define MODELGEN_RUNTIME_SHARDS_H

#include "site.h"

/* SQL: whether the database has Citus, so that it is worth asking. */
#define MG_HAS_CITUS "pg_catalog.to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL"

struct mg_shards {
    double bytes; /* with indexes */
    bool empty;
    bool copied; /* on each node: a reference table */
};

/* False if the table of that number is an ordinary one. */
bool mg_shards_read(struct mg_site *site, const char *oid, struct mg_shards *shards);

#endif
