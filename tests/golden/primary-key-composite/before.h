#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team NOT_NULL;
    int64_t person PRIMARY_KEY;
    char   *role;
};

#include <modelgen/end.h>
