#pragma once
#include <modelgen/begin.h>

TABLE(tenants) {
    int64_t id   PRIMARY_KEY IDENTITY;
    int64_t other;
};
DISTRIBUTED(tenants, id);

TABLE(orders) {
    int64_t tenant NOT_NULL;
    int64_t number IDENTITY;
};
DISTRIBUTED(orders, tenant);

TABLE(visits) {
    int64_t tenant NOT_NULL;
    int64_t number SERIAL;
};
DISTRIBUTED(visits, tenant);

TABLE(kept) {
    int64_t tenant PRIMARY_KEY;
    int64_t number IDENTITY START(1);
    int64_t serial SERIAL START(1);
};
INDEX(kept, (number));
DISTRIBUTED(kept, tenant);

TABLE(more) {
    int64_t tenant  DEFAULT(1) PRIMARY_KEY;
    int32_t counted SERIAL;
    int64_t serial  SERIAL START(1);
    char   *note    ;
};
DISTRIBUTED(more, tenant);

#include <modelgen/end.h>
