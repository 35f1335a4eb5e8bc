#pragma once
#include <modelgen/begin.h>

DECLARE_SCHEMA(tools);
EXTENSION(pg_trgm, VERSION("1.5"), SCHEMA(tools), COMMENT("kept"));
EXTENSION(citext, VERSION("1.4"));

#include <modelgen/end.h>
