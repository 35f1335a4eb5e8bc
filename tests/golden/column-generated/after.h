#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t n;
    int32_t twice GENERATED(n * 3);
    int32_t kept;
    int32_t m;
    int32_t added GENERATED(m + n);
};

#include <modelgen/end.h>
