#pragma once
#include <modelgen/begin.h>

/** Who they are. */
TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

#include <modelgen/end.h>
