#pragma once
#include <modelgen/begin.h>

TABLE(tenants) {
    int64_t id   PRIMARY_KEY IDENTITY;
    int64_t other;
};

TABLE(orders) {
    int64_t tenant NOT_NULL;
    int64_t number IDENTITY;
};
DISTRIBUTED(orders, number, SHARD_COUNT(64));

TABLE(visits) {
    int64_t tenant NOT_NULL;
    int64_t number SERIAL;
};
DISTRIBUTED(visits, number);

TABLE(kept, CLUSTER_ON(idx_kept_number)) {
    int64_t tenant PRIMARY_KEY;
    int64_t number IDENTITY START(100);
    int64_t serial SERIAL START(100);
};
INDEX(kept, (number));
DISTRIBUTED(kept, tenant);

TABLE(more) {
    int64_t tenant  DEFAULT(2) PRIMARY_KEY;
    int64_t counted SERIAL;
    int64_t serial  SERIAL START(100);
    char   *note    STATISTICS(500);
    int64_t extra IDENTITY;
};
DISTRIBUTED(more, tenant);

#include <modelgen/end.h>
