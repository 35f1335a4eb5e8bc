#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team CHECK(team >= 0);
    int64_t person CHECK(person > 0, NAME(real_person));
    char   *role;
};
CHECK_ON(members, team <> person + 11, NAME(not_ten));

#include <modelgen/end.h>
