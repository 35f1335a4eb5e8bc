#pragma once
#include <modelgen/begin.h>

COMPOSITE(item) {
    int32_t id;
    char   *label;
    int32_t amount;
};

TABLE(items, OF_TYPE(item)) {
    int32_t id     PRIMARY_KEY;
    char   *label  UNIQUE;
    int32_t amount NOT_NULL DEFAULT(1);
};


#include <modelgen/end.h>
