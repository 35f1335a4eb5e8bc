#pragma once
#include <modelgen/begin.h>

/** What happened. */
TABLE(events, PARTITION_BY(RANGE(created_at))) {
    int64_t         id         NOT_NULL;
    pg_timestamptz  created_at NOT_NULL;
    char           *what       NOT_NULL DEFAULT('z') RENAMED_FROM(kind);
    int64_t         n          CHECK(n > 0);
    char           *added      NOT_NULL DEFAULT('new');
};
PRIMARY_KEY_ON(events, (id, created_at));
INDEX(events, (what));
INDEX(events, (added, n));
PARTITION(events_2024, events, FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')"), WITH(fillfactor = 80));
TABLE(events_2025, PARTITION_OF(events), FOR_VALUES("FROM ('2025-01-01') TO ('2026-01-01')")) {
    int64_t         id;
    pg_timestamptz  created_at;
    char           *what       DEFAULT('y');
    int64_t         n;         ///< how many
    char           *added      DEFAULT('later');
};
INDEX(events_2025, (n));
PARTITION(events_rest, events, DEFAULT_PARTITION);

#include <modelgen/end.h>
