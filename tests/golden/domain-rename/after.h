#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email, RENAMED_FROM(mail)) CHECK(VALUE ~ '@');
typedef char *DOMAIN(phone_number, SCHEMA(contact), RENAMED_FROM("public.phone"));
TABLE(users) {
    int64_t id PRIMARY_KEY;
    email   a DEFAULT('a@b'::email);
    phone_number b;
};

#include <modelgen/end.h>
