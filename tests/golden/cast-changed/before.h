#pragma once
#include <modelgen/begin.h>

COMPOSITE(pair) { int32_t a; int32_t b; };
CAST("text AS pair", INOUT);
CAST("pair AS text", INOUT, ASSIGNMENT, COMMENT("as (1,2)"));
CAST("int8 AS macaddr", INOUT);

#include <modelgen/end.h>
