#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *a DEFAULT("'it''s \"y\" \\ 100%'");
    int32_t b DEFAULT(4);
    int32_t c;
};

#include <modelgen/end.h>
