#pragma once
#include <modelgen/begin.h>

COMPOSITE(item) {
    int32_t id;
    char   *name RENAMED_FROM(label);
    int64_t amount;
    char   *note;
};

TABLE(items, OF_TYPE(item)) {
    int32_t id     PRIMARY_KEY;
    char   *name   UNIQUE RENAMED_FROM(label);
    int64_t amount NOT_NULL DEFAULT(1);
    char   *note;
};


#include <modelgen/end.h>
