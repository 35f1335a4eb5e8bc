#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    int32_t age DEFAULT(7);
    char   *size VARCHAR(20);
    int32_t price;
};

#include <modelgen/end.h>
