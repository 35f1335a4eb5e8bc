#pragma once
#include <modelgen/begin.h>

TABLE(plain) { int64_t id NOT_NULL; pg_date day NOT_NULL; };
TABLE(parted, PARTITION_BY(RANGE(day))) { int64_t id NOT_NULL; pg_date day NOT_NULL; };
TABLE(other, PARTITION_BY(RANGE(day))) { int64_t id NOT_NULL; pg_date day NOT_NULL; };
TABLE(here) { int64_t id; };
FOREIGN_DATA_WRAPPER(w);
FOREIGN_SERVER(there, w);
USER_MAPPING(there, public);

#include <modelgen/end.h>
