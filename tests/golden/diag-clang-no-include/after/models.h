#pragma once
#include "missing.h"
#include <modelgen/begin.h>
TABLE(users) { int64_t id PRIMARY_KEY; missing_t x; };
#include <modelgen/end.h>
