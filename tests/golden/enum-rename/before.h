#pragma once
#include <modelgen/begin.h>

ENUM(user_state) { USER_ACTIVE, USER_BANNED, USER_GONE };
TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    enum user_state state NOT_NULL DEFAULT('active');
};

#include <modelgen/end.h>
