#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(active_users, "SELECT id, email FROM users WHERE active") {
    int64_t id;
    char   *email; ///< how we reach them
};
RULE(active_users, no_insert, ON(insert), INSTEAD, DO(NOTHING));
/** Counted. */
MATERIALIZED_VIEW(counts, "SELECT email, count(*) AS n FROM active_users GROUP BY email") {
    char   *email;
    int64_t n; ///< how many
};
UNIQUE_INDEX(counts, (email));
VIEW_ONLY(all_counts, "SELECT * FROM counts");

#include <modelgen/end.h>
