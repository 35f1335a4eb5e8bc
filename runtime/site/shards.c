#include "shards.h"

#include <stdlib.h>

bool mg_shards_read(struct mg_site *site, const char *oid, struct mg_shards *shards)
{
    const char *const parameters[] = {oid};
    PGresult *result = mg_site_ask(site,
                                   "SELECT pg_catalog.citus_total_relation_size(logicalrelid),"
                                   " pg_catalog.citus_relation_size(logicalrelid) = 0,"
                                   " repmodel = 't'"
                                   " FROM pg_catalog.pg_dist_partition"
                                   " WHERE logicalrelid = $1::oid",
                                   parameters, 1);
    bool is = result && PQntuples(result) > 0;

    if (is)
        *shards =
            (struct mg_shards){strtod(PQgetvalue(result, 0, 0), NULL),
                               *PQgetvalue(result, 0, 1) == 't', *PQgetvalue(result, 0, 2) == 't'};
    PQclear(result);
    return is;
}
