#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int64_t n IDENTITY;
    int16_t m IDENTITY_ALWAYS;
    int32_t o IDENTITY CACHE(20);
};

#include <modelgen/end.h>
