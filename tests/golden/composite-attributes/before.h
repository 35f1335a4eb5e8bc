#pragma once
#include <modelgen/begin.h>

COMPOSITE(address) {
    char   *street; ///< with the number
    int32_t number;
    char   *town;
    char   *gone;
};
TABLE(users) {
    int64_t         id   PRIMARY_KEY;
    struct address  home;
};

#include <modelgen/end.h>
