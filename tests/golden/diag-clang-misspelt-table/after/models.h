#pragma once
#include <modelgen/begin.h>
TABEL(users) {
    int64_t id PRIMARY_KEY;
};
#include <modelgen/end.h>
