#pragma once
#include <modelgen/begin.h>

TABLE(teams) {
    int64_t id PRIMARY_KEY;
    int64_t region;
};
UNIQUE_ON(teams, (id, region));
UNIQUE_ON(teams, (region, id));
TABLE(members) {
    int64_t id PRIMARY_KEY;
    int64_t team;
    int64_t region;
};
FOREIGN_KEY(members, (team, region), teams, (id, region), ON_DELETE_SET_NULL, SET_COLUMNS(region), NAME(members_team));
FOREIGN_KEY(members, (region, team), teams, (region, id), MATCH_FULL, ON_DELETE_NO_ACTION, INITIALLY_DEFERRED, NAME(members_full));

#include <modelgen/end.h>
