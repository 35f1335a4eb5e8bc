#pragma once
#include "users.h"
#include <modelgen/begin.h>

TABLE(accounts) {
    int64_t    id PRIMARY_KEY IDENTITY;
    user_id    owner NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    pg_numeric balance NUMERIC(12, 2) NOT_NULL DEFAULT(0);
    void      *cache IGNORE;
    TIMESTAMPS
};
INDEX(accounts, (owner));

#include <modelgen/end.h>
