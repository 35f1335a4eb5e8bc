#pragma once
#include <modelgen/begin.h>

TABLE(animals) { int64_t id PRIMARY_KEY; };

#include <modelgen/end.h>
