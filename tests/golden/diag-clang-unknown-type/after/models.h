#pragma once
#include <modelgen/begin.h>
TABLE(users) { int64_t id PRIMARY_KEY; pg_timestamtz at; enum moood m; struct foo f; };
#include <modelgen/end.h>
