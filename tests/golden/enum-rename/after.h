#pragma once
#include <modelgen/begin.h>

ENUM(account_state, RENAMED_FROM(user_state)) { USER_ACTIVE, USER_BANNED, USER_GONE };
TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    enum account_state state NOT_NULL DEFAULT('active');
};

#include <modelgen/end.h>
