#pragma once
#include "users.h"
#include <modelgen/begin.h>

/** What a user is told about. */
TABLE(notifications) {
    int64_t        id         PRIMARY_KEY IDENTITY;
    int64_t        user_id    NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    char          *type       VARCHAR(50) NOT_NULL;
    char          *title      VARCHAR(200) NOT_NULL;
    char          *message;
    bool           is_read    NOT_NULL DEFAULT(false);
    pg_timestamptz created_at NOT_NULL DEFAULT(now()); ///< when it was sent
    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
};
INDEX(notifications, (user_id, created_at DESC), WHERE(is_read = false));

#include <modelgen/end.h>
