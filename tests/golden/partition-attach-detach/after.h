#pragma once
#include <modelgen/begin.h>

TABLE(users) { int64_t id PRIMARY_KEY; };
TABLE(events, PARTITION_BY(RANGE(day))) {
    int64_t  id      NOT_NULL;
    pg_date  day     NOT_NULL;
    int64_t  user_id REFERENCES(users, id);
    int32_t  n       CHECK(n > 0);
};
PRIMARY_KEY_ON(events, (id, day));
INDEX(events, (n));
/** Kept apart. */
TABLE(old_events, PARTITION_OF(events), FOR_VALUES("FROM (MINVALUE) TO ('2023-01-01')")) {
    int64_t  id;
    pg_date  day;
    int64_t  user_id;
    int32_t  n       CHECK(n < 1000);
};
INDEX(old_events, (user_id));
TABLE(events_2023) {
    int64_t  id      NOT_NULL;
    pg_date  day     NOT_NULL;
    int64_t  user_id REFERENCES(users, id, NAME(events_user_id_fkey));
    int32_t  n       CHECK(n > 0, NAME(events_n_check));
};
PRIMARY_KEY_ON(events_2023, (id, day));
INDEX(events_2023, (n));
PARTITION(events_2024, events, FOR_VALUES("FROM ('2024-01-01') TO ('2025-01-01')"));
PARTITION(events_2025, events, FOR_VALUES("FROM ('2025-01-01') TO ('2026-01-01')"));
PARTITION(events_later, events, FOR_VALUES("FROM ('2030-01-01') TO ('2031-01-01')"), RENAMED_FROM(events_2030));
PARTITION(events_new, events, FOR_VALUES("FROM ('2027-01-01') TO ('2028-01-01')"));
TABLE(events_named, PARTITION_OF(events), FOR_VALUES("FROM ('2028-01-01') TO ('2029-01-01')")) {
    int64_t  id;
    pg_date  day;
    int64_t  user_id;
    int32_t  n;
};
PRIMARY_KEY_ON(events_named, (id, day), NAME(named_key), ATTACHED);
INDEX(events_named, (n), ATTACHED);

#include <modelgen/end.h>
