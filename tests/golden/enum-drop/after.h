#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *state NOT_NULL DEFAULT('active');
};

#include <modelgen/end.h>
