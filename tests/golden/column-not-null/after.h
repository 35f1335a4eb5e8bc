#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *a NOT_NULL;
    char   *b;
};

#include <modelgen/end.h>
