#pragma once
#include <modelgen/begin.h>

TABLE(countries) {
    char *code CHAR(2) PRIMARY_KEY;
    char *name NOT_NULL;
};
REFERENCE_TABLE(countries); // a plain table becomes one

TABLE(currencies) { // ... and this one a plain table again, to which nothing can refer
    char *code CHAR(3) PRIMARY_KEY;
};

TABLE(tenants) {
    int64_t id      PRIMARY_KEY;
    char   *country CHAR(2) REFERENCES(countries, code);
};
DISTRIBUTED(tenants, id, SHARD_COUNT(64)); // and orders with it

TABLE(orders) {
    int64_t tenant_id NOT_NULL;
    int64_t id        NOT_NULL;
    char   *currency  CHAR(3);
};
PRIMARY_KEY_ON(orders, (tenant_id, id));
FOREIGN_KEY(orders, (tenant_id), tenants, (id));
DISTRIBUTED(orders, tenant_id, COLOCATE_WITH(tenants));

TABLE(events) { // by another column, so with another key
    int64_t  id     NOT_NULL;
    int64_t  tenant NOT_NULL;
    int32_t  device NOT_NULL;
    int32_t  kind;
    char    *what;
};
PRIMARY_KEY_ON(events, (tenant, device));
FOREIGN_KEY(events, (tenant), tenants, (id));
DISTRIBUTED(events, tenant, COLOCATE_WITH(tenants));

TABLE(devices) { // the column gets another type
    int64_t id PRIMARY_KEY;
    int32_t serial;
};
DISTRIBUTED(devices, id);

TABLE(notes) { // on every node
    int64_t id PRIMARY_KEY;
    char   *what;
};
REFERENCE_TABLE(notes);

TABLE(lines) { // as it was, and moves with orders
    int64_t tenant_id NOT_NULL;
    int64_t order_id  NOT_NULL;
    char   *currency  CHAR(3);
};
FOREIGN_KEY(lines, (tenant_id, order_id), orders, (tenant_id, id), DEFERRABLE);
DISTRIBUTED(lines, tenant_id, COLOCATE_WITH(orders));

#include <modelgen/end.h>
