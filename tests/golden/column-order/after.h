#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t m;
    int32_t n;
};

#include <modelgen/end.h>
