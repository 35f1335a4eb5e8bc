#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
    char   *mail VARCHAR(100);
};

#include <modelgen/end.h>
