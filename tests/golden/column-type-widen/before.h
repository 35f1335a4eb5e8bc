#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int32_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};
TABLE(posts) {
    int32_t id PRIMARY_KEY IDENTITY;
    int32_t author_id NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE) CHECK(author_id > 0);
    int32_t next GENERATED(author_id + 1);
};
INDEX(posts, (author_id));

#include <modelgen/end.h>
