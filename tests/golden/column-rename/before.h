#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL UNIQUE CHECK(length(email) > 2);
    char   *folded GENERATED(lower(email));
};
INDEX(users, (EXPR(upper(email))), WHERE(email <> 'x'));

#include <modelgen/end.h>
