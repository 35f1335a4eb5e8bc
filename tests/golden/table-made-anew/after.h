#pragma once
#include <modelgen/begin.h>

TABLE(owners) {
    int64_t id PRIMARY_KEY;
};

TABLE(logs, PARTITION_BY(RANGE (day))) {
    int64_t  id       NOT_NULL;
    pg_date  day      NOT_NULL;
    int64_t  owner_id REFERENCES(owners, id);
    char    *text     NOT_NULL;
};
INDEX(logs, (day));

TABLE(plain) {
    int32_t  id PRIMARY_KEY;
    int64_t  token;
};

#include <modelgen/end.h>
