#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    int64_t n IDENTITY_ALWAYS START(10) INCREMENT(10) MAXVALUE(100000) CYCLE;
    int64_t m IDENTITY MINVALUE(-5);
    int32_t o IDENTITY SEQUENCE_NAME(my_seq);
};

#include <modelgen/end.h>
