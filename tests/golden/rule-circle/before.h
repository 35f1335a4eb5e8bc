#pragma once
#include <modelgen/begin.h>

TABLE(kept) { int64_t id; };

#include <modelgen/end.h>
