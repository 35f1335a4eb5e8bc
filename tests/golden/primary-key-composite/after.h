#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person;
    char   *role;
};
PRIMARY_KEY_ON(members, (team, person));

#include <modelgen/end.h>
