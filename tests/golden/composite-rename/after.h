#pragma once
#include <modelgen/begin.h>

COMPOSITE(place, SCHEMA(geo), RENAMED_FROM("public.address")) { char *street; };
TABLE(users) {
    int64_t      id   PRIMARY_KEY;
    struct place home;
};

#include <modelgen/end.h>
