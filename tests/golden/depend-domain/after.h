#pragma once
#include <modelgen/begin.h>

/* A domain and a composite type that cannot be changed in place, under everything that may use them. */
typedef char *DOMAIN(email) CHECK("VALUE <> ''");
COMPOSITE(pair) {
    email   of;
    int64_t n;
};
FUNCTION("mail_of(pair)", RETURNS(email), LANGUAGE(sql), IMMUTABLE, BODY("SELECT ($1).of"));
TABLE(users) {
    int64_t id PRIMARY_KEY;
    email mail NOT_NULL DEFAULT('a') UNIQUE;
    struct pair held;
    email all_of ARRAY;
};
INDEX(users, (EXPR("mail_of(held)")), NAME(idx_users_mail_of));
VIEW(mails, "SELECT id, mail FROM users") { int64_t id; email mail; };

#include <modelgen/end.h>
