/*
 * change
 *
 * Revision:  002  ad6b835658b2
 * Revises:   001  4d9077dcb934
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_sequence(m, "codes_id_seq", "codes_id_seq_old");
    rename_sequence(m, "codes_id_seq1", "codes_id_seq");
    rename_sequence(m, "codes_place_seq", "codes_place_seq_old");
    rename_sequence(m, "places", "codes_place_seq");
    loss(m, "the values of column \"rooms.old\"");
    drop_column(m, "rooms", "old");
    loss(m, "the rows of table \"codes_before\"");
    drop_table(m, "codes_before");
}

static void downgrade(migration *m)
{
    rename_sequence(m, "codes_id_seq", "codes_id_seq1");
    rename_sequence(m, "codes_place_seq", "places");

    create_table(m, "codes_before",
        COLUMN("id",   "integer", NOT_NULL, SERIAL, SEQUENCE("codes_id_seq")),
        COLUMN("name", "text"));

    add_column(m, "rooms",
        COLUMN("old", "bigint", NOT_NULL, IDENTITY, SEQUENCE("codes_place_seq")));
}

MIGRATION(.number = 2, .revision = "ad6b835658b2", .down_revision = "4d9077dcb934", .name = "change");
