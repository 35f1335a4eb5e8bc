#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t       id   PRIMARY_KEY;
};

#include <modelgen/end.h>
