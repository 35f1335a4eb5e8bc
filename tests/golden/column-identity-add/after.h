#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int64_t n IDENTITY;
    int32_t m IDENTITY_ALWAYS START(100) INCREMENT(5);
};

#include <modelgen/end.h>
