#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email) VARCHAR(255) DEFAULT("'c@d'") CHECK(VALUE ~ '@') CHECK(length(VALUE) > 1, NAME(email_long));
typedef int32_t DOMAIN(positive) NOT_NULL DEFAULT(1) CHECK(VALUE > 0) CHECK(VALUE < 100, NAME(positive_little));
/** very loud */
typedef char *DOMAIN(shout) CHECK(upper(VALUE) = VALUE) CHECK(VALUE <> 'none', NAME(shout_something), COMMENT("not silent"), NOT_VALID);
typedef email DOMAIN(work_email);

TABLE(users) {
    int64_t    id PRIMARY_KEY;
    email      mail;
    positive   count;
    shout      word;
    work_email office;
};

#include <modelgen/end.h>
