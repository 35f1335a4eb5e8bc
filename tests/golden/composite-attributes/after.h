#pragma once
#include <modelgen/begin.h>

/** Where somebody lives. */
COMPOSITE(address) {
    char   *street; ///< and nothing else
    int32_t house   RENAMED_FROM(number);
    char   *town;
    char   *country; ///< in letters
    char   *zip     VARCHAR(10);
};
TABLE(users) {
    int64_t         id   PRIMARY_KEY;
    struct address  home;
};

#include <modelgen/end.h>
