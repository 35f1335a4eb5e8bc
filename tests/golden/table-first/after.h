#pragma once
#include <modelgen/begin.h>

/** State of an account. */
ENUM(user_state) { USER_ACTIVE, USER_BANNED LABEL("banned for good"), USER_GONE };

/** People who can log in. */
TABLE(users) {
    int64_t         id          PRIMARY_KEY IDENTITY;
    char           *email       VARCHAR(255) NOT_NULL UNIQUE; ///< where we reach them
    enum user_state state       NOT_NULL DEFAULT('active');
    int64_t         invited_by  REFERENCES(self, id, ON_DELETE_SET_NULL);
    int32_t         age         CHECK(age >= 0 AND age < 200);
    pg_timestamptz  created_at  NOT_NULL DEFAULT(now());
    pg_timestamptz  updated_at  NOT_NULL DEFAULT(now()) ON_UPDATE(now());
};
UNIQUE_INDEX(users, (EXPR(lower(email))));

/** What a user is told about. */
TABLE(notifications) {
    int64_t        id          PRIMARY_KEY IDENTITY;
    int64_t        user_id     NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    char          *type        VARCHAR(50) NOT_NULL;
    char          *message;
    bool           is_read     NOT_NULL DEFAULT(false);
    pg_jsonb       data;
    pg_timestamptz created_at  NOT_NULL DEFAULT(now());
};
INDEX(notifications, (user_id, created_at DESC), WHERE(is_read = false));

#include <modelgen/end.h>
