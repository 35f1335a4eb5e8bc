#pragma once
#include <modelgen/begin.h>

TABLE(counters) {
    char   *name PRIMARY_KEY;
    char *a COLLATE("C");
    char *b;
};

#include <modelgen/end.h>
