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
INDEX(events, (n));
PARTITION(events_2023, events, FOR_VALUES("FROM ('2023-01-01') TO ('2024-01-01')"));
PARTITION(events_2024, events, FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')"));

#include <modelgen/end.h>
