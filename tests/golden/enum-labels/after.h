#pragma once
#include <modelgen/begin.h>

/** One, two. */
ENUM(size) { SIZE_XS, SIZE_EXTRA_LARGE, SIZE_M LABEL("Größe 'M' \"\\ 100%") };
ENUM(flag) { FLAG_A = 4, FLAG_B = 1 };
ENUM(place, SCHEMA(billing), NAME("Place")) { HERE, THERE };

TABLE(things) {
    int32_t    id PRIMARY_KEY;
    enum size  size DEFAULT('extra_large');
    enum flag  flag;
    enum place place DEFAULT('here');
};

#include <modelgen/end.h>
