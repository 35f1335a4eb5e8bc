#pragma once
#include <modelgen/begin.h>

EXTENSION(citus);

TABLE(countries) {
    char *code CHAR(2) PRIMARY_KEY;
};
REFERENCE_TABLE(countries);

TABLE(plain) {
    int64_t id PRIMARY_KEY;
};

TABLE(tenants) {
    int64_t id   PRIMARY_KEY;
    int32_t number;
    char   *name UNIQUE;
};
DISTRIBUTED(tenants, id);
UNIQUE_INDEX(tenants, (number));

TABLE(typo) {
    int64_t id PRIMARY_KEY;
};
DISTRIBUTED(typo, idd);

TABLE(without) {
    int64_t id;
};
DISTRIBUTED(without);

TABLE(twice) {
    int64_t id;
};
DISTRIBUTED(twice, id);
REFERENCE_TABLE(twice);

TABLE(devices) {
    int32_t id     PRIMARY_KEY;
    int64_t tenant REFERENCES(tenants, id);
};
DISTRIBUTED(devices, id, COLOCATE_WITH(tenants));

TABLE(orders) {
    int64_t id;
    int64_t tenant REFERENCES(tenants, id, ON_DELETE_SET_NULL);
    int64_t other  REFERENCES(tenants, id);
    int64_t plain  REFERENCES(plain, id);
    char   *land   CHAR(2) REFERENCES(countries, code, ON_DELETE_SET_NULL);
};
PRIMARY_KEY_ON(orders, (tenant, id));
DISTRIBUTED(orders, tenant, COLOCATE_WITH(tenants));

TABLE(visits) {
    int64_t tenant REFERENCES(tenants, id);
};
DISTRIBUTED(visits, tenant, NOT_COLOCATED);

TABLE(local) {
    int64_t tenant  REFERENCES(tenants, id);
    char   *country CHAR(2) REFERENCES(countries, code);
};

TABLE(states) {
    char   *code    PRIMARY_KEY;
    char   *country CHAR(2) REFERENCES(countries, code);
    int64_t tenant  REFERENCES(tenants, id);
};
REFERENCE_TABLE(states);

TABLE(lost) {
    int64_t id;
};
DISTRIBUTED(lost, id, COLOCATE_WITH(plain));

TABLE(both) {
    int64_t id;
};
DISTRIBUTED(both, id, COLOCATE_WITH(tenants), NOT_COLOCATED);

TABLE(counted) {
    int64_t id;
};
DISTRIBUTED(counted, id, COLOCATE_WITH(tenants), SHARD_COUNT(64));

TABLE(none) {
    int64_t id;
};
DISTRIBUTED(none, id, SHARD_COUNT(0));

TABLE(touched) {
    int64_t        id PRIMARY_KEY;
    pg_timestamptz updated_at ON_UPDATE(now());
};
DISTRIBUTED(touched, id);

TABLE(numbered) {
    int32_t id PRIMARY_KEY IDENTITY;
};
DISTRIBUTED(numbered, id);

TABLE(computed) {
    int64_t a;
    int64_t b GENERATED(a * 2);
};
DISTRIBUTED(computed, b);

TABLE(parted, PARTITION_BY(RANGE(at))) {
    int64_t        tenant;
    pg_timestamptz at;
};
DISTRIBUTED(parted, tenant);
TABLE(parted_old, PARTITION_OF(parted), FOR_VALUES(FROM (MINVALUE) TO ('2020-01-01'))) {
    int64_t        tenant;
    pg_timestamptz at;
};
DISTRIBUTED(parted_old, tenant);

TABLE(mother) {
    int64_t id;
};
TABLE(child, INHERITS(mother)) {
    int64_t id INHERITED;
};
DISTRIBUTED(mother, id);

TABLE(apart) {
    int64_t room;
    int64_t tenant;
};
EXCLUDE_ON(apart, (room WITH(=)), USING(btree));
DISTRIBUTED(apart, tenant);

#include <modelgen/end.h>
