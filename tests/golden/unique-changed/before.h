#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person;
    char   *role;
};
UNIQUE_ON(members, (team, role), NAME(u));

#include <modelgen/end.h>
