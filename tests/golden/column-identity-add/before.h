#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int64_t n;
    int32_t m NOT_NULL DEFAULT(5);
};

#include <modelgen/end.h>
