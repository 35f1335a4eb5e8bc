#pragma once
#include <modelgen/begin.h>
#include "timestamps.h"

/** People who can sign in. */
TABLE(users) {
    int64_t        id            PRIMARY_KEY IDENTITY;
    char          *email         VARCHAR(255) NOT_NULL CHECK(email LIKE '%_@_%'); ///< unique whatever its case
    char          *username      VARCHAR(50) NOT_NULL UNIQUE;
    char          *password_hash NOT_NULL;
    char          *full_name     VARCHAR(200);
    char          *avatar_url;
    char          *locale        VARCHAR(10) NOT_NULL DEFAULT('en');
    bool           is_active     NOT_NULL DEFAULT(true); ///< may sign in
    pg_jsonb       preferences   NOT_NULL DEFAULT('{}'); ///< what the user chose in the settings page
    pg_timestamptz last_login_at;
    TIMESTAMPS;
};
UNIQUE_INDEX(users, (EXPR(lower(email))));
INDEX(users, (created_at DESC));

/** What a user may do. */
TABLE(roles) {
    int32_t id          PRIMARY_KEY IDENTITY;
    char   *name        VARCHAR(50) NOT_NULL UNIQUE;
    char   *description NOT_NULL DEFAULT("''");
    char   *permissions ARRAY NOT_NULL DEFAULT('{}'); ///< "course.publish", "user.ban", ...
    bool    is_default  NOT_NULL DEFAULT(false);      ///< given to every new user
    TIMESTAMPS;
};
UNIQUE_INDEX(roles, (is_default), WHERE(is_default)); // at most one

/** Who has which role. */
TABLE(user_roles) {
    int64_t        user_id    REFERENCES(users, id, ON_DELETE_CASCADE);
    int32_t        role_id    REFERENCES(roles, id, ON_DELETE_CASCADE);
    int64_t        granted_by REFERENCES(users, id, ON_DELETE_SET_NULL);
    pg_timestamptz granted_at NOT_NULL DEFAULT(now());
};
PRIMARY_KEY_ON(user_roles, (user_id, role_id));
INDEX(user_roles, (role_id));

#include <modelgen/end.h>
