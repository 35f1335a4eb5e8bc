#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email) VARCHAR(255) NOT_NULL DEFAULT("'a@b'") CHECK(VALUE ~ '@') CHECK(length(VALUE) > 2, NAME(email_long));
typedef int32_t DOMAIN(positive) CHECK(VALUE > 0, NOT_VALID) CHECK(VALUE < 100, NAME(positive_small));
/** loud */
typedef char *DOMAIN(shout) CHECK(upper(VALUE) = VALUE, COMMENT("capitals"));
typedef email DOMAIN(work_email);

TABLE(users) {
    int64_t    id PRIMARY_KEY;
    email      mail;
    positive   count;
    shout      word;
    work_email office;
};

#include <modelgen/end.h>
