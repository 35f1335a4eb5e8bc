#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int32_t n; ///< the first, it's "changed"
    int32_t m;
    int32_t o COMMENT("100% \\ größe 漢");
};

#include <modelgen/end.h>
