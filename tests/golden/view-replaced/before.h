#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL VARCHAR(80) COLLATE("C");
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(active_users, "SELECT id, email, count(*) OVER () AS n, upper(email), 1 AS one FROM users WHERE active") {
    int64_t id;
    char   *email; ///< how we reach them
};
VIEW_ONLY(everyone, "SELECT * FROM active_users");
VIEW_ONLY(few, "SELECT id FROM active_users");
VIEW_ONLY(both, "SELECT id FROM users UNION SELECT id FROM few");
VIEW_ONLY(sums, "WITH x AS (SELECT id AS nr FROM users) SELECT x.nr, y.* FROM x LEFT JOIN (SELECT active FROM users) y ON true");
VIEW_ONLY(narrow, "SELECT id, email FROM users");
VIEW_ONLY(retyped, "SELECT id::integer AS id FROM users");
VIEW_ONLY(renamed, "SELECT id FROM users");
VIEW_ONLY(unknown, "SELECT (SELECT 1) AS x");

#include <modelgen/end.h>
