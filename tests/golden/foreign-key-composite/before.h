#pragma once
#include <modelgen/begin.h>

TABLE(teams) {
    int64_t id PRIMARY_KEY;
    int64_t region;
};

TABLE(members) {
    int64_t id PRIMARY_KEY;
    int64_t team;
    int64_t region;
};

#include <modelgen/end.h>
