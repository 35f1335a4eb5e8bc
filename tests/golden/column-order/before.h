#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t n;
    int32_t m;
};

#include <modelgen/end.h>
