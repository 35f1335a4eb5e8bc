#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

TABLE(articles, RENAMED_FROM(posts)) {
    int64_t id PRIMARY_KEY IDENTITY;
    int64_t author_id NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    char   *title VARCHAR(200) NOT_NULL UNIQUE;
};
INDEX(articles, (author_id));

#include <modelgen/end.h>
