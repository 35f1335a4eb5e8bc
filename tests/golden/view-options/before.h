#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(a, "SELECT id FROM users") { int64_t id; };
VIEW(b, "SELECT id FROM users", SECURITY_BARRIER, CHECK_OPTION(local)) { int64_t id; };
VIEW(c, "SELECT id FROM users", CHECK_OPTION(local), COMMENT("old")) { int64_t id; };

#include <modelgen/end.h>
