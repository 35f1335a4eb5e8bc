#pragma once
#include <modelgen/begin.h>

EXTENSION(pg_trgm, COMMENT("Nearly the same."));
EXTENSION(hstore);
EXTENSION("uuid-ossp", SCHEMA(tools));
EXTENSION(earthdistance, REQUIRES(cube));
EXTENSION(cube);

TABLE(users) {
    int64_t id   PRIMARY_KEY;
    char   *name NOT_NULL;
};
INDEX(users, (name OPCLASS(gin_trgm_ops)), USING(gin), NAME(idx_users_name));

#include <modelgen/end.h>
