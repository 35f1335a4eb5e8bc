#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    pg_timestamptz updated_at ON_UPDATE(clock_timestamp());
};

#include <modelgen/end.h>
