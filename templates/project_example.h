/* The tables of this program. Change them, then run: modelgen revision -m "what changes" */
#pragma once
#include <modelgen/begin.h>

/** Who may log in. */
TABLE(users) {
    int64_t        id         PRIMARY_KEY IDENTITY;
    char          *email      NOT_NULL UNIQUE;
    char          *name       VARCHAR(200) NOT_NULL;
    bool           is_active  NOT_NULL DEFAULT(true);
    pg_timestamptz created_at NOT_NULL DEFAULT(now());
};

/** What a user has written. */
TABLE(notes) {
    int64_t        id         PRIMARY_KEY IDENTITY;
    int64_t        user_id    NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    char          *text       NOT_NULL;
    pg_timestamptz created_at NOT_NULL DEFAULT(now());
};
INDEX(notes, (user_id, created_at DESC));

#include <modelgen/end.h>
