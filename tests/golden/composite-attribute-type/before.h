#pragma once
#include <modelgen/begin.h>

COMPOSITE(unused) {
    int32_t a;
    char   *b;
};
COMPOSITE(pair) {
    int32_t a;
    char   *b VARCHAR(10);
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
