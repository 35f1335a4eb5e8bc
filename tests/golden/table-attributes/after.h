#pragma once
#include <modelgen/begin.h>

TABLE(plain, UNLOGGED, WITH(fillfactor = 90, toast.autovacuum_enabled = off), REPLICA_IDENTITY(NOTHING), CLUSTER_ON(plain_pkey)) {
    int64_t id PRIMARY_KEY IDENTITY;
    char *name STORAGE(main) COMPRESSION(pglz) STATISTICS(300) WITH(n_distinct = -1, n_distinct_inherited = 5);
};
INDEX(plain, (name));
TABLE(full, CLUSTER_ON(idx_full_b), WITH(toast.autovacuum_enabled = on)) {
    int64_t id PRIMARY_KEY;
    char *a WITH(n_distinct_inherited = 3);
    char *b VARCHAR(20) STORAGE(main);
    pg_numeric c;
    int32_t d;
};
INDEX(full, (a));
INDEX(full, (b));
TABLE(moves, REPLICA_IDENTITY(moves_b_key)) { int64_t a NOT_NULL UNIQUE; int64_t b NOT_NULL UNIQUE; };
TABLE(rebuilt, CLUSTER_ON(idx_rebuilt_a), REPLICA_IDENTITY(unique_rebuilt)) { int64_t a NOT_NULL; int64_t b NOT_NULL; };
INDEX(rebuilt, (a, b), NAME(idx_rebuilt_a));
UNIQUE_INDEX(rebuilt, (b, a), NAME(unique_rebuilt));

#include <modelgen/end.h>
