#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email) CHECK(VALUE ~ '@');
typedef email DOMAIN(work_email);
TABLE(users) {
    int64_t    id PRIMARY_KEY;
    work_email mail;
};

#include <modelgen/end.h>
