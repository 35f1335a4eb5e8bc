/*
 * change
 *
 * Revision:  002  e10762cdf71c
 * Revises:   001  078259e7cd50
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "rooms", COLUMN("twice", "integer", GENERATED("size * 2"), VIRTUAL));
    add_constraint(m, "rooms", PRIMARY_KEY("id", "open", WITHOUT_OVERLAPS));
    add_constraint(m, "bookings", CHECK("price > 0", NOT_ENFORCED, NAME("dear")));
    add_constraint(m, "bookings",
        FOREIGN_KEY("room", "during", REFERENCES("rooms", "id", "open"), PERIOD));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "bookings", "bookings_room_during_fkey");
    drop_constraint(m, "bookings", "dear");
    drop_constraint(m, "rooms", "rooms_pkey");
    drop_column(m, "rooms", "twice");
}

MIGRATION(.number = 2, .revision = "e10762cdf71c", .down_revision = "078259e7cd50", .name = "change");
