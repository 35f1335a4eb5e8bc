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

#include <modelgen/end.h>
