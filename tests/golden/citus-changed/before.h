#pragma once
#include <modelgen/begin.h>

TABLE(countries) {
    char *code CHAR(2) PRIMARY_KEY;
    char *name NOT_NULL;
};

TABLE(currencies) {
    char *code CHAR(3) PRIMARY_KEY;
};
REFERENCE_TABLE(currencies);

TABLE(tenants) {
    int64_t id      PRIMARY_KEY;
    char   *country CHAR(2);
};
DISTRIBUTED(tenants, id);

TABLE(orders) {
    int64_t tenant_id NOT_NULL;
    int64_t id        NOT_NULL;
    char   *currency  CHAR(3) REFERENCES(currencies, code);
};
PRIMARY_KEY_ON(orders, (tenant_id, id));
FOREIGN_KEY(orders, (tenant_id), tenants, (id));
DISTRIBUTED(orders, tenant_id, COLOCATE_WITH(tenants));

TABLE(events) {
    int64_t  id     NOT_NULL;
    int64_t  tenant NOT_NULL;
    int32_t  device NOT_NULL;
    int32_t  kind;
    char    *what;
};
PRIMARY_KEY_ON(events, (id));
DISTRIBUTED(events, id, NOT_COLOCATED);

TABLE(devices) {
    int32_t id PRIMARY_KEY;
    int32_t serial;
};
DISTRIBUTED(devices, id);

TABLE(notes) {
    int64_t id PRIMARY_KEY;
    char   *what;
};
DISTRIBUTED(notes, id);

TABLE(lines) {
    int64_t tenant_id NOT_NULL;
    int64_t order_id  NOT_NULL;
    char   *currency  CHAR(3);
};
FOREIGN_KEY(lines, (tenant_id, order_id), orders, (tenant_id, id));
DISTRIBUTED(lines, tenant_id, COLOCATE_WITH(orders));

TABLE(old) {
    int64_t id;
};
DISTRIBUTED(old, id);

#include <modelgen/end.h>
