#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
};

TABLE(orders) {
    int64_t id      PRIMARY_KEY;
    int64_t user_id;
    int32_t amount;
};

#include <modelgen/end.h>
