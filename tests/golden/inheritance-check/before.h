#pragma once
#include <modelgen/begin.h>

TABLE(base) { int32_t a; int32_t f CHECK(f > 0); };
TABLE(keeps, INHERITS(base)) { int32_t own; };
TABLE(follows, INHERITS(base)) { int32_t own; };

#include <modelgen/end.h>
