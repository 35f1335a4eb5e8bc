#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(active_users, "SELECT id, email FROM users WHERE active") {
    int64_t id;
    char *email; ///< kept
};
VIEW(few_users, "SELECT id FROM active_users") { int64_t id; };
MATERIALIZED_VIEW(counts, "SELECT count(*) AS n FROM active_users a WHERE a.id > 0") { int64_t n; };
INDEX(counts, (n));

#include <modelgen/end.h>
