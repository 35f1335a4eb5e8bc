#pragma once
#include <modelgen/begin.h>

TABLE(places, SCHEMA(geo)) {
    char *town RENAMED_FROM(city);
    char *zip VARCHAR(20);
    char *order_ NAME("order");
};
/** A zip code has one town. */
STATISTICS_ON(places, (town, zip), KINDS(dependencies, ndistinct), TARGET(50));
STATISTICS_ON(places, (town, zip, order_, EXPR(lower(town)), EXPR(zip || town)), NAME(most), RENAMED_FROM(many));

#include <modelgen/end.h>
