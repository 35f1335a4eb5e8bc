#pragma once
#include <modelgen/begin.h>

TABLE(users, WITH("fillfactor=70", "autovacuum_enabled=false")) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
};

#include <modelgen/end.h>
