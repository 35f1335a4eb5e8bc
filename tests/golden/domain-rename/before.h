#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(mail) CHECK(VALUE ~ '@');
typedef char *DOMAIN(phone);
TABLE(users) {
    int64_t id PRIMARY_KEY;
    mail    a DEFAULT('a@b'::mail);
    phone   b;
};

#include <modelgen/end.h>
