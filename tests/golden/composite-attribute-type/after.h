#pragma once
#include <modelgen/begin.h>

COMPOSITE(unused) {
    int64_t a;
    char   *b COLLATE("C");
};
COMPOSITE(pair) {
    int64_t a;
    char   *b;
};
COMPOSITE(pairs) {
    struct pair one;
};
TABLE(things) {
    int64_t      id   PRIMARY_KEY;
    struct pair  two;
    struct pair *many ARRAY;
    struct pairs all;
};

#include <modelgen/end.h>
