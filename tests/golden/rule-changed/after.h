#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
TABLE(log) { char *what; };
RULE(users, keep, ON(delete), WHERE(old.id IN (1, 2)), INSTEAD, DO(NOTHING));
/** Who came. */
RULE(users, log_it, ON(insert), DO("INSERT INTO log VALUES (new.email || 'x'); NOTIFY users"));
RULE(users, quiet, ON(update), DO("NOTIFY users"), ENABLED(always));
RULE(users, new_name, ON(update), DO("NOTIFY users"), COMMENT("said"), RENAMED_FROM(old_name));
RULE(log, kept, ON(update), WHERE(old.what <> new.what), INSTEAD, DO("SELECT 1; SELECT 2"), ENABLED(replica));

#include <modelgen/end.h>
