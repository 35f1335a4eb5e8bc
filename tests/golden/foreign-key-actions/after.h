#pragma once
#include <modelgen/begin.h>

TABLE(teams) {
    int64_t id PRIMARY_KEY;
    int64_t region;
};

TABLE(members) {
    int64_t id PRIMARY_KEY;
    int64_t team REFERENCES(teams, id, ON_DELETE_SET_NULL, ON_UPDATE_CASCADE, DEFERRABLE);
    int64_t region;
};

#include <modelgen/end.h>
