#pragma once
#include <modelgen/begin.h>

COMPOSITE(address) { char *street; };
COMPOSITE(person) { char *name; struct address home; };
TABLE(users) {
    int64_t       id   PRIMARY_KEY;
    struct person who;
};

#include <modelgen/end.h>
