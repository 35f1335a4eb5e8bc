#pragma once
#include <modelgen/begin.h>

ENUM(user_state) { USER_ACTIVE, USER_GONE };
TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    enum user_state state NOT_NULL DEFAULT('active') CHECK(state <> 'gone');
    enum user_state past ARRAY NOT_NULL DEFAULT("ARRAY['active']::user_state[]");
};
INDEX(users, (state), WHERE(state = 'active'));

#include <modelgen/end.h>
