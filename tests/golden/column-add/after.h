#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *avatar VARCHAR(500);
    bool    is_active NOT_NULL DEFAULT(true);
    pg_uuid token NOT_NULL DEFAULT(gen_random_uuid()) UNIQUE;
};

#include <modelgen/end.h>
