#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

TABLE(invoices, SCHEMA(billing)) {
    int64_t    id PRIMARY_KEY IDENTITY;
    int64_t    user_id NOT_NULL REFERENCES(users, id, ON_DELETE_RESTRICT);
    pg_numeric total NUMERIC(12, 2) NOT_NULL;
    pg_timestamptz updated_at ON_UPDATE(now());
};
INDEX(invoices, (user_id));

#include <modelgen/end.h>
