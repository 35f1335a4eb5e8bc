#pragma once
#include <modelgen/begin.h>

TABLE(teams) {
    int64_t id PRIMARY_KEY;
    int64_t region;
};
UNIQUE_ON(teams, (region), NAME(old_unique));
TABLE(members) {
    int64_t id PRIMARY_KEY;
    int64_t team REFERENCES(teams, id, ON_DELETE_CASCADE, NAME(old_key)) CHECK(team > 0, NAME(old_check));
    int64_t region;
};

#include <modelgen/end.h>
