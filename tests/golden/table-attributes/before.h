#pragma once
#include <modelgen/begin.h>

TABLE(plain) { int64_t id PRIMARY_KEY IDENTITY; char *name; };
INDEX(plain, (name));
TABLE(full, UNLOGGED, WITH(fillfactor = 70, toast.autovacuum_enabled = off), REPLICA_IDENTITY(FULL), CLUSTER_ON(idx_full_a)) {
    int64_t id PRIMARY_KEY;
    char *a STORAGE(external) COMPRESSION(pglz) STATISTICS(200) WITH(n_distinct = 10);
    char *b STORAGE(main);
    pg_numeric c STORAGE(external);
    int32_t d STATISTICS(0);
};
INDEX(full, (a));
INDEX(full, (b));
TABLE(moves, REPLICA_IDENTITY(moves_a_key)) { int64_t a NOT_NULL UNIQUE; int64_t b NOT_NULL UNIQUE; };
TABLE(rebuilt, CLUSTER_ON(idx_rebuilt_a), REPLICA_IDENTITY(unique_rebuilt)) { int64_t a NOT_NULL; int64_t b NOT_NULL; };
INDEX(rebuilt, (a));
UNIQUE_INDEX(rebuilt, (b), NAME(unique_rebuilt));

#include <modelgen/end.h>
