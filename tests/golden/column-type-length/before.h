#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *a VARCHAR(50);
    char   *b VARCHAR(50);
    char   *c VARCHAR(50);
    pg_timestamptz d;
    pg_numeric e NUMERIC(8, 2);
};

#include <modelgen/end.h>
