#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL VARCHAR(80) COLLATE("C");
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(active_users, "SELECT u.id, u.email, count(*) AS n, upper(email), 1 AS one, 'x'::text AS more FROM users u GROUP BY u.id") {
    int64_t id;
    char   *email; ///< how we reach them
};
VIEW_ONLY(everyone, "SELECT * FROM active_users");
VIEW_ONLY(few, "SELECT id, id AS id2 FROM active_users");
VIEW_ONLY(both, "SELECT few.id FROM few EXCEPT SELECT u.id FROM users u");
VIEW_ONLY(sums, "WITH x AS (SELECT id AS nr, email FROM users) SELECT x.nr, y.*, x.email FROM x LEFT JOIN (SELECT active, 1 AS i FROM users LIMIT 1) y ON true");
VIEW_ONLY(narrow, "SELECT id FROM users");
VIEW_ONLY(retyped, "SELECT id::text AS id FROM users");
VIEW_ONLY(renamed, "SELECT id AS nr FROM users");
VIEW_ONLY(unknown, "SELECT (SELECT 2) AS x");

#include <modelgen/end.h>
