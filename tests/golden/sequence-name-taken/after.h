#pragma once
#include <modelgen/begin.h>

TABLE(codes) {
    int32_t id    SERIAL;
    int32_t place SERIAL;
    char   *name;
};

TABLE(rooms) {
    int64_t id PRIMARY_KEY IDENTITY;
};

#include <modelgen/end.h>
