#pragma once
#include <modelgen/begin.h>

ENUM(kind) { KIND_A, KIND_B };
TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *nick;
};
TABLE(posts) {
    int64_t id PRIMARY_KEY IDENTITY;
    int64_t author_id NOT_NULL REFERENCES(users, id, ON_DELETE_CASCADE);
    enum kind kind NOT_NULL DEFAULT('a');
};
INDEX(posts, (author_id));

#include <modelgen/end.h>
