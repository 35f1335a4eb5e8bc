#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t n; ///< the first
    int32_t m; /**< the second */
    int32_t o;
};

#include <modelgen/end.h>
