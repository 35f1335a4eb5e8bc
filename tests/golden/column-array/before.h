#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    char   *tags ARRAY NOT_NULL DEFAULT('{}');
    int32_t n ARRAY;
};

#include <modelgen/end.h>
