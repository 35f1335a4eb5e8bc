#pragma once
#include <modelgen/begin.h>
TABLE(a) { int64_t id PRIMARY_KEY; text t; timestamptz ts; numeric(12,2) total; varchar v; double precision d; bigint b; };
TABLE(c) { int64_t a; int64_t b; };
PRIMARY_KEY(c, (a, b));
#include <modelgen/end.h>
