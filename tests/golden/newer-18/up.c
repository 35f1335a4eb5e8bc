/*
 * change
 *
 * Revision:  002  3bc620bb122d
 * Revises:   001  666ac228ffa9
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

    alter_publication(m, "prices", GENERATED("stored"));
    alter_publication(m, "sizes", GENERATED("none"), VIA_ROOT);
}

static void downgrade(migration *m)
{
    drop_constraint(m, "bookings", "bookings_room_during_fkey");
    drop_constraint(m, "bookings", "dear");
    drop_constraint(m, "rooms", "rooms_pkey");
    drop_column(m, "rooms", "twice");
    alter_publication(m, "prices", GENERATED("none"));
    alter_publication(m, "sizes", GENERATED("stored"), NO_VIA_ROOT);
}

MIGRATION(.number = 2, .revision = "3bc620bb122d", .down_revision = "666ac228ffa9", .name = "change");
