/*
 * change
 *
 * Revision:  002  150d7f522d55
 * Revises:   001  d6d90646d845
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_statistics(m, "geo.many",
        ON("geo.places", "city", "zip", "\"order\"", "lower(city)", "(zip || city)"), TARGET(500));
    create_statistics(m, "geo.places_city_zip_stat", ON("geo.places", "city", "zip"),
        KINDS("dependencies", "ndistinct"), COMMENT("A zip code has one city."));
    create_statistics(m, "geo.places_expr_stat", ON("geo.places", "upper(zip)"));
}

static void downgrade(migration *m)
{
    drop_statistics(m, "geo.many");
    drop_statistics(m, "geo.places_city_zip_stat");
    drop_statistics(m, "geo.places_expr_stat");
}

MIGRATION(.number = 2, .revision = "150d7f522d55", .down_revision = "d6d90646d845", .name = "change");
