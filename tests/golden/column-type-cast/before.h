#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *age DEFAULT('7');
    int64_t size;
    pg_numeric price NUMERIC(10, 2);
};

#include <modelgen/end.h>
