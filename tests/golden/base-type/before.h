#pragma once
#include <modelgen/begin.h>

TABLE(t) { int64_t id PRIMARY_KEY; };
SHELL_TYPE(later);

#include <modelgen/end.h>
