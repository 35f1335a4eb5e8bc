#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
MATERIALIZED_VIEW(counts, "SELECT active, count(*) AS n FROM users GROUP BY active", WITH(fillfactor = 90)) { bool active; int64_t n; };
UNIQUE_INDEX(counts, (active));
INDEX(counts, (n DESC), WHERE(n > 1));
MATERIALIZED_VIEW(later, "SELECT 1 AS one", COMMENT("filled")) { int32_t one; };
MATERIALIZED_VIEW_ONLY(sooner, "SELECT 2 AS two", NO_DATA);

#include <modelgen/end.h>
