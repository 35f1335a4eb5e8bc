#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person;
    char   *role;
};

#include <modelgen/end.h>
