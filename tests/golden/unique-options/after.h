#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person UNIQUE;
    char   *role;
};
UNIQUE_ON(members, (team, role), NULLS_NOT_DISTINCT);
UNIQUE_ON(members, (role), INCLUDE(person), NAME(one_role), WITH("fillfactor=90"));
UNIQUE_ON(members, (team, person), INITIALLY_DEFERRED);

#include <modelgen/end.h>
