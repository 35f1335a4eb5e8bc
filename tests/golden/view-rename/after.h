#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(people, "SELECT id, email FROM users WHERE active", RENAMED_FROM(active_users)) {
    int64_t id;
    char *email; ///< kept
};
VIEW(few_users, "SELECT id FROM people", SCHEMA(few)) { int64_t id; };
MATERIALIZED_VIEW(totals, "SELECT count(*) AS n FROM people a WHERE a.id > 0", RENAMED_FROM(counts)) { int64_t n; };
INDEX(totals, (n));

#include <modelgen/end.h>
