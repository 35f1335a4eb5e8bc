#pragma once
#include <modelgen/begin.h>

TABLE(users, WITH("fillfactor=80")) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

#include <modelgen/end.h>
