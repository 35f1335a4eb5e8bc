#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
TABLE(log) { char *what; };
RULE(users, keep, ON(delete), WHERE(old.id = 1), INSTEAD, DO(NOTHING));
RULE(users, log_it, ON(insert), DO("INSERT INTO log VALUES (new.email)"));
RULE(users, quiet, ON(update), DO("NOTIFY users"), ENABLED(disabled));
RULE(users, old_name, ON(update), DO("NOTIFY users"), COMMENT("said"));
RULE(log, gone, ON(delete), INSTEAD, DO("NOTHING"));

#include <modelgen/end.h>
