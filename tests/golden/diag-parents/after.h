#pragma once
#include <modelgen/begin.h>

TABLE(plain) { int64_t id PRIMARY_KEY; char *name; };
TABLE(loop, INHERITS(pool)) { int32_t a; };
TABLE(pool, INHERITS(loop)) { int32_t b; };
TABLE(child, INHERITS(plain, palin)) {
    int32_t  id     INHERITED;
    char    *other  INHERITED;
    char    *more   NO_DEFAULT;
    char    *both   NOT_NULL NULLABLE;
};
TABLE(twice, INHERITS(plain, plain)) { int32_t a; };
TABLE(quiet, INHERITS(plain)) { int32_t a; };
INDEX(quiet, (name));
TABLE(marked, CLUSTER_ON(no_such_index), REPLICA_IDENTITY(neither)) { int64_t id PRIMARY_KEY; };

TABLE(by_nothing, PARTITION_BY(created_at)) { pg_date created_at; };
TABLE(by_unknown, PARTITION_BY(RANGE(craeted_at))) { pg_date created_at; };
TABLE(days, PARTITION_BY(RANGE(day))) { pg_date day NOT_NULL; int32_t n; };
PARTITION(days_1, days, FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')"));
PARTITION(days_2, days, FOR_VALUES("FROM ('2024-06-01') TO ('2026-01-01')"));
PARTITION(days_3, days, FOR_VALUES("FROM ('2027-01-01') TO ('2026-01-01')"));
PARTITION(days_4, days, DEFAULT_PARTITION);
PARTITION(days_5, days, DEFAULT_PARTITION);
PARTITION(days_6, days);
PARTITION(days_7, days, FOR_VALUES("FROM ('2030-01-01' TO"));
PARTITION(days_8, plain, FOR_VALUES(IN (1)));
PARTITION(days_9, days, FOR_VALUES("FROM ('2040-01-01') TO ('2041-01-01')"), DEFAULT_PARTITION);
INDEX(days_1, (n));
TABLE(days_part, PARTITION_OF(days), FOR_VALUES("FROM ('2050-01-01') TO ('2051-01-01')")) { pg_date day; bool extra; };
TABLE(from_days, INHERITS(days)) { int32_t a; };
TABLE(stray_bounds, FOR_VALUES(IN (1))) { int32_t a; };
TABLE(kinds, PARTITION_BY(LIST(kind))) { char *kind; };
PARTITION(kinds_a, kinds, FOR_VALUES(IN ('a', 'b')));
PARTITION(kinds_b, kinds, FOR_VALUES(IN ('c', 'b')));
TABLE(keys, PARTITION_BY(HASH(id))) { int64_t id; };
PARTITION(keys_0, keys, FOR_VALUES(WITH (MODULUS 4, REMAINDER 0)));
PARTITION(keys_1, keys, FOR_VALUES(WITH (MODULUS 2, REMAINDER 0)));
PARTITION(keys_2, keys, FOR_VALUES(WITH (MODULUS 4, REMAINDER 1)));

TABLE(attributes) {
    int64_t  a  STORAGE(external);
    char    *b  STORAGE(sideways) COMPRESSION(zip);
    char    *c  STATISTICS(20000) OPTIONS(column_name = 'x');
    char    *d  VIRTUAL;
    int32_t  e  COMPRESSION(lz4);
};
TABLE(remote, SERVER(films), OPTIONS(table_name)) { int64_t id OPTIONS(1); };

#include <modelgen/end.h>
