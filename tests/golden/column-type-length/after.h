#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *a VARCHAR(80);
    char   *b;
    char   *c VARCHAR(10);
    pg_timestamptz d TIMESTAMPTZ(3);
    pg_numeric e NUMERIC(12, 4);
};

#include <modelgen/end.h>
