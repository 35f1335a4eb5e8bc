#pragma once
#include <modelgen/begin.h>

TABLE(users) { int64_t id PRIMARY_KEY; };
TABLE(events, PARTITION_BY(RANGE(day))) {
    int64_t  id      NOT_NULL;
    pg_date  day     NOT_NULL;
    int64_t  user_id REFERENCES(users, id);
    int32_t  n       SERIAL CHECK(n > 0);
};
PRIMARY_KEY_ON(events, (id, day));
TABLE(events_2023) {
    int64_t  id;
    pg_date  day;
    int64_t  user_id;
    int32_t  n;
};
TABLE(events_2024, PARTITION_OF(events), FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')")) {
    int64_t  id;
    pg_date  day;
    int64_t  user_id;
    int32_t  n;
};
INDEX(events_2024, (n), NAME(events_2024_n_idx));

#include <modelgen/end.h>
