#pragma once
#include <modelgen/begin.h>

/** Every node has them. */
TABLE(countries) {
    char *code CHAR(2) PRIMARY_KEY;
    char *name NOT_NULL;
};
REFERENCE_TABLE(countries);

TABLE(tenants) {
    int64_t id      PRIMARY_KEY;
    char   *name    NOT_NULL;
    char   *country CHAR(2) REFERENCES(countries, code);
};
DISTRIBUTED(tenants, id, SHARD_COUNT(64));

TABLE(orders) {
    int64_t tenant_id NOT_NULL REFERENCES(tenants, id, ON_DELETE_CASCADE);
    int64_t id        NOT_NULL;
    int64_t parent;
    char   *note;
};
PRIMARY_KEY_ON(orders, (tenant_id, id));
UNIQUE_ON(orders, (tenant_id, note));
FOREIGN_KEY(orders, (tenant_id, parent), self, (tenant_id, id));
INDEX(orders, (note));
DISTRIBUTED(orders, tenant_id, COLOCATE_WITH(tenants));

TABLE(events) {
    int64_t tenant NAME("Tenant") NOT_NULL;
    char   *what;
};
UNIQUE_INDEX(events, (tenant, EXPR(lower(what))));
DISTRIBUTED(events, tenant, NOT_COLOCATED);

#include <modelgen/end.h>
