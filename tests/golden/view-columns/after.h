#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    bool    active NOT_NULL DEFAULT(true);
};
VIEW(v, "SELECT id, email, active FROM users") {
    int64_t id DEFAULT(1); ///< new
    char *email DEFAULT("'b'") COMMENT("new");
    bool active;
};

#include <modelgen/end.h>
