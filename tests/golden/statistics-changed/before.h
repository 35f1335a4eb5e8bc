#pragma once
#include <modelgen/begin.h>

TABLE(places, SCHEMA(geo)) {
    char *city;
    char *zip;
    char *order_ NAME("order");
};
/** A zip code has one city. */
STATISTICS_ON(places, (city, zip), KINDS(dependencies, ndistinct));
STATISTICS_ON(places, (city, zip, order_, EXPR(lower(city)), EXPR(zip || city)), TARGET(500), NAME(many));
STATISTICS_ON(places, (EXPR(upper(zip))));

#include <modelgen/end.h>
