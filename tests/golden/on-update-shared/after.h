#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    pg_timestamptz updated_at;
};
TABLE(pages) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    pg_timestamptz updated_at ON_UPDATE(now());
};

#include <modelgen/end.h>
