#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email) CHECK(VALU ~ '@') PRIMARY_KEY;
typedef char *DOMAIN(users);
typedef char *phone NOT_NULL;
typedef int32_t DOMAIN(number) COLLATE("C") DEFAULT('x') CHECK(VALUE > ) CHECK(VALUE > 0, NO_INHERIT);
COMPOSITE(pair) {
    int32_t a NOT_NULL;
    char   *b REFERENCES(users, id);
    int32_t a2 NAME(b);
};
RANGE(nothing);
TABLE(users) {
    int64_t     id PRIMARY_KEY;
    struct pair two NOT_NULL;
    number      n   VARCHAR(10);
    char       *x   TYPE("emailx");
};

#include <modelgen/end.h>
