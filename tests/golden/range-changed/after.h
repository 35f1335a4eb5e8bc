#pragma once
#include <modelgen/begin.h>

RANGE(floats, SUBTYPE(double precision), COMMENT("of doubles only"));
RANGE(letters, SUBTYPE(text), COLLATE("POSIX"), MULTIRANGE(many_letters));
RANGE(new_range, SCHEMA(spans), SUBTYPE(integer), RENAMED_FROM("public.old_range"));
RANGE(times, SUBTYPE(time), OPCLASS(time_ops));
TABLE(spans) {
    int64_t id   PRIMARY_KEY;
    char   *a    TYPE("floats");
    char   *b    TYPE("floats_multirange");
    char   *c    TYPE("letters");
    char   *d    TYPE("spans.new_range");
    char   *e    TYPE("spans.new_multirange[]");
};

#include <modelgen/end.h>
