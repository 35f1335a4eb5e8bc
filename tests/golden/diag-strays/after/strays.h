#pragma once
#include <modelgen/begin.h>

TABLE(nested) {
    int64_t id PRIMARY_KEY;
    struct { int32_t x, y; };
    union { int32_t u; float f; };
    struct inner { int32_t x; } inner;
    struct inner2 { int32_t x; } inner2 IGNORE;
    union { int32_t x; float y; } either;
};
TABLE(forward);
TABLE(nothing) { };
#include <modelgen/end.h>
