#pragma once
#include <modelgen/begin.h>

TABLE(members) {
    int64_t team CHECK(team > 0);
    int64_t person;
    char   *role;
};
CHECK_ON(members, team <> person + 10, NAME(not_ten));
CHECK_ON(members, role <> 'z');

#include <modelgen/end.h>
