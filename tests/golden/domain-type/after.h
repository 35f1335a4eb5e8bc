#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(code) COLLATE("C") CHECK(VALUE <> 'none');
typedef code DOMAIN(short_code) CHECK(length(VALUE) < 4);
typedef int64_t DOMAIN(number) NOT_NULL;
COMPOSITE(pair) { number a; number b; };

TABLE(things) {
    int64_t     id     PRIMARY_KEY;
    code        name   DEFAULT('x') UNIQUE CHECK(name <> 'nothing');
    code       *names  ARRAY;
    short_code  tiny;
    number      count;
    struct pair two;
};
INDEX(things, (EXPR(lower(name))));
VIEW_ONLY(named, "SELECT id, name FROM things");

#include <modelgen/end.h>
