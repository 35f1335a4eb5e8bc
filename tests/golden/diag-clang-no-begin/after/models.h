#pragma once
#include <stdint.h>
TABLE(users) {
    int64_t id PRIMARY_KEY;
};
