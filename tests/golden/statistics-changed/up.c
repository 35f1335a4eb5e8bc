/*
 * change
 *
 * Revision:  002  eb5155476d65
 * Revises:   001  27a6a33689f8
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "geo.places", "city", "town");
    rename_statistics(m, "geo.many", "geo.most");
    drop_statistics(m, "geo.most");
    drop_statistics(m, "geo.places_city_zip_stat");
    drop_statistics(m, "geo.places_expr_stat");
    alter_column(m, "geo.places", "zip", TYPE("varchar(20)"));
    create_statistics(m, "geo.most",
        ON("geo.places", "town", "zip", "\"order\"", "lower(town)", "(zip || town)"));
    create_statistics(m, "geo.places_town_zip_stat", ON("geo.places", "town", "zip"),
        KINDS("dependencies", "ndistinct"), TARGET(50), COMMENT("A zip code has one town."));
}

static void downgrade(migration *m)
{
    rename_column(m, "geo.places", "town", "city");
    rename_statistics(m, "geo.most", "geo.many");
    drop_statistics(m, "geo.many");
    drop_statistics(m, "geo.places_town_zip_stat");
    alter_column(m, "geo.places", "zip", TYPE("text"));
    create_statistics(m, "geo.many",
        ON("geo.places", "city", "zip", "\"order\"", "lower(city)", "(zip || city)"), TARGET(500));
    create_statistics(m, "geo.places_city_zip_stat", ON("geo.places", "city", "zip"),
        KINDS("dependencies", "ndistinct"), COMMENT("A zip code has one city."));
    create_statistics(m, "geo.places_expr_stat", ON("geo.places", "upper(zip)"));
}

MIGRATION(.number = 2, .revision = "eb5155476d65", .down_revision = "27a6a33689f8", .name = "change");
