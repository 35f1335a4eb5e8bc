#pragma once
#include <modelgen/begin.h>

COMPOSITE(address) { char *street; };
TABLE(users) {
    int64_t        id   PRIMARY_KEY;
    struct address home;
};

#include <modelgen/end.h>
