/*
 * change
 *
 * Revision:  002  22f1275ef5c6
 * Revises:   001  b31cfdaaa444
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "slots",
        COLUMN("n",    "int4range"),
        COLUMN("name", "text"),
        EXCLUDE("n WITH -|-", "int4range(0, length(name)) WITH &&", METHOD("gist"),
                NAME("slots apart")));

    add_constraint(m, "hotel.bookings",
        EXCLUDE("during WITH &&", "room inet_ops WITH &&", METHOD("gist"), WHERE("NOT cancelled")));
    add_constraint(m, "hotel.bookings",
        EXCLUDE("id WITH =", INCLUDE("room"), WITH("fillfactor=80"), DEFERRABLE,
                NAME("bookings_id_room_excl"), COMMENT("Not the same twice.")));
    add_constraint(m, "hotel.bookings",
        EXCLUDE("lower(during) DESC WITH =", "room WITH =", INITIALLY_DEFERRED, NAME("starts"),
                INDEX_COMMENT("by start")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "hotel.bookings", "bookings_during_room_excl");
    drop_constraint(m, "hotel.bookings", "bookings_id_room_excl");
    drop_constraint(m, "hotel.bookings", "starts");
    drop_table(m, "slots");
}

MIGRATION(.number = 2, .revision = "22f1275ef5c6", .down_revision = "b31cfdaaa444", .name = "change");
