#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

TABLE(posts) {
    int64_t id PRIMARY_KEY IDENTITY;
    int64_t author_id NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    char   *title VARCHAR(200) NOT_NULL UNIQUE;
};
INDEX(posts, (author_id));

#include <modelgen/end.h>
