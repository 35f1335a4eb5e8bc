#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    char   *tags ARRAY NOT_NULL DEFAULT("'{a,\"b c\"}'");
    int64_t n ARRAY;
    pg_uuid ids ARRAY;
    char   *codes VARCHAR(10) ARRAY CHECK(cardinality(codes) < 5);
};

#include <modelgen/end.h>
