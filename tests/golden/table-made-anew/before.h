#pragma once
#include <modelgen/begin.h>

TABLE(owners) {
    int64_t id PRIMARY_KEY;
};

TABLE(logs) {
    int64_t  id       NOT_NULL;
    pg_date  day      NOT_NULL;
    int64_t  owner_id REFERENCES(owners, id);
    char    *text     CHECK(text <> '');
};
INDEX(logs, (day));

TABLE(plain) {
    int32_t  id PRIMARY_KEY;
    pg_uuid  token;
};

#include <modelgen/end.h>
