#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *a DEFAULT('x');
    int32_t b;
    int32_t c DEFAULT(3);
};

#include <modelgen/end.h>
