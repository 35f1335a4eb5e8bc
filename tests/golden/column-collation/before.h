#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    char *a;
    char *b COLLATE("C");
};

#include <modelgen/end.h>
