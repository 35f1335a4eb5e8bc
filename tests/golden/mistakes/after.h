#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t  id PRIMARY_KEY IDENTITY;
    char    *name IDENTITY;
    struct unknown *what;
    int32_t  age CHECK(age >>);
    int32_t  size DEFAULT(1 +);
    char    *mail NOT_NULL NOT_NULL;
    int32_t  n DEFAULT(1) GENERATED(2);
};
INDEX(users, (age));
INDEX(users, (age));

TABLE(posts) {
    int64_t id PRIMARY_KEY;
    int32_t age REFERENCES(users, age);
    char   *author REFERENCES(users, id);
};

#include <modelgen/end.h>
