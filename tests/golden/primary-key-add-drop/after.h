#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team;
    int64_t person;
    char   *role;
};
PRIMARY_KEY_ON(members, (person), NAME(members_key), INCLUDE(role), WITH("fillfactor=80"));
TABLE(others) { int32_t id; int32_t n; };

#include <modelgen/end.h>
