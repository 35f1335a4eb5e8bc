#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person;
    char   *role;
};
TABLE(others) { int32_t id PRIMARY_KEY; int32_t n; };

#include <modelgen/end.h>
