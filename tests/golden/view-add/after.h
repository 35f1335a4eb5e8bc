#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};

/** Those who are here. */
VIEW(active_users, "SELECT id, email FROM users WHERE active", SECURITY_BARRIER, CHECK_OPTION(local)) {
    int64_t id;
    char   *email DEFAULT("'nobody'"); ///< how we reach them
    int     seen IGNORE;
};

/* By name it comes before what it needs. */
VIEW(a_few, "SELECT *, 'x' AS \"Odd\" -- one line\n"
            "FROM active_users ORDER BY id LIMIT 10;", SCHEMA(few), NAME("A few")) {
    int64_t id;
    char   *odd NAME("Odd") COMMENT("not even");
};
VIEW_ONLY(nothing, "SELECT", COMMENT("no columns"));
VIEW_ONLY("Odd View", "VALUES (1, 'a'), (2, 'b')");

#include <modelgen/end.h>
