#pragma once
#include <modelgen/begin.h>

POSTGRESQL(12);
POSTGRESQL(ten);
POSTGRESQL(14);
POSTGRESQL(15);
TABLE(rooms) { int64_t id PRIMARY_KEY; };

#include <modelgen/end.h>
