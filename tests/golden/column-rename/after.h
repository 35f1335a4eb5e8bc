#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *mail RENAMED_FROM(email) NOT_NULL UNIQUE CHECK(length(mail) > 2);
    char   *folded GENERATED(lower(mail));
};
INDEX(users, (EXPR(upper(mail))), WHERE(mail <> 'x'));

#include <modelgen/end.h>
