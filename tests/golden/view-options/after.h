#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(a, "SELECT id FROM users", SECURITY_BARRIER, CHECK_OPTION(cascaded)) { int64_t id; };
VIEW(b, "SELECT  id  FROM users") { int64_t id; char *email IGNORE; };
VIEW(c, "SELECT id FROM users", CHECK_OPTION(CASCADED), COMMENT("new")) { int64_t id; };

#include <modelgen/end.h>
