#pragma once
#include <modelgen/begin.h>

RANGE(floats, SUBTYPE(double precision), SUBTYPE_DIFF(float8mi), COMMENT("of doubles"));
RANGE(letters, SUBTYPE(text), COLLATE("C"), MULTIRANGE(texts));
RANGE(gone_range, SUBTYPE(time));
RANGE(old_range, SUBTYPE(integer));
TABLE(spans) {
    int64_t id   PRIMARY_KEY;
    char   *a    TYPE("floats");
    char   *b    TYPE("floats_multirange");
    char   *c    TYPE("letters");
    char   *d    TYPE("old_range");
    char   *e    TYPE("old_multirange[]");
};

#include <modelgen/end.h>
