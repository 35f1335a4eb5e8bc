#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

TABLE(bills, SCHEMA(billing), RENAMED_FROM(invoices)) {
    int64_t    id PRIMARY_KEY IDENTITY;
    int64_t    user_id NOT_NULL REFERENCES(users, id, ON_DELETE_RESTRICT);
    pg_numeric total NUMERIC(14, 2) DEFAULT(0);
    pg_timestamptz updated_at ON_UPDATE(now());
};
INDEX(bills, (user_id));

#include <modelgen/end.h>
