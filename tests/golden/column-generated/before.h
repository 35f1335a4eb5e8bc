#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t n;
    int32_t twice GENERATED(n * 2);
    int32_t kept GENERATED(n + 1);
    int32_t m;
};

#include <modelgen/end.h>
