#pragma once
#include <modelgen/begin.h>

TABLE(events, PARTITION_BY(RANGE(created_at))) {
    int64_t         id         NOT_NULL;
    pg_timestamptz  created_at NOT_NULL;
    char           *kind       NOT_NULL DEFAULT('x');
    int32_t         n          CHECK(n > 0);
    int32_t         gone;
};
PRIMARY_KEY_ON(events, (id, created_at));
INDEX(events, (kind));
PARTITION(events_2024, events, FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')"));
TABLE(events_2025, PARTITION_OF(events), FOR_VALUES("FROM ('2025-01-01') TO ('2026-01-01')")) {
    int64_t         id;
    pg_timestamptz  created_at;
    char           *kind       DEFAULT('y');
    int32_t         n;
    int32_t         gone;
};
INDEX(events_2025, (n));
PARTITION(events_rest, events, DEFAULT_PARTITION);

#include <modelgen/end.h>
