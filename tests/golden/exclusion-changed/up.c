/*
 * change
 *
 * Revision:  002  5dacba54096e
 * Revises:   001  fe7087004a6d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "hotel.bookings", "room", "network");
    rename_constraint(m, "hotel.bookings", "starts", "begins");
    drop_constraint(m, "hotel.bookings", "bookings_during_room_excl");
    drop_constraint(m, "hotel.bookings", "bookings_id_room_excl");
    drop_constraint(m, "slots", "slots apart");
    comment(m, ON_INDEX("hotel.begins"), "by begin");

    add_constraint(m, "hotel.bookings",
        EXCLUDE("during WITH &&", "network inet_ops WITH &&", METHOD("gist")));
    add_constraint(m, "hotel.bookings",
        EXCLUDE("id WITH =", INCLUDE("network"), WITH("fillfactor=70"), DEFERRABLE,
                NAME("bookings_id_network_excl"), COMMENT("once")));
}

static void downgrade(migration *m)
{
    rename_column(m, "hotel.bookings", "network", "room");
    rename_constraint(m, "hotel.bookings", "begins", "starts");
    drop_constraint(m, "hotel.bookings", "bookings_during_network_excl");
    drop_constraint(m, "hotel.bookings", "bookings_id_network_excl");

    add_constraint(m, "slots",
        EXCLUDE("n WITH -|-", "int4range(0, length(name)) WITH &&", METHOD("gist"),
                NAME("slots apart")));

    add_constraint(m, "hotel.bookings",
        EXCLUDE("during WITH &&", "room inet_ops WITH &&", METHOD("gist"), WHERE("NOT cancelled")));
    add_constraint(m, "hotel.bookings",
        EXCLUDE("id WITH =", INCLUDE("room"), WITH("fillfactor=80"), DEFERRABLE,
                NAME("bookings_id_room_excl"), COMMENT("Not the same twice.")));

    comment(m, ON_INDEX("hotel.starts"), "by start");
}

MIGRATION(.number = 2, .revision = "5dacba54096e", .down_revision = "fe7087004a6d", .name = "change");
