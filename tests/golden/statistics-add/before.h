#pragma once
#include <modelgen/begin.h>

TABLE(places, SCHEMA(geo)) {
    char *city;
    char *zip;
    char *order_ NAME("order");
};

#include <modelgen/end.h>
