/*
 * change
 *
 * Revision:  002  9c870bc46f4c
 * Revises:   001  4424373ec399
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the values of column \"users.who\"");
    drop_column(m, "users", "who");
    drop_type(m, "person");
    drop_type(m, "address");
}

static void downgrade(migration *m)
{
    create_composite(m, "address", ATTRIBUTE("street", "text"));

    create_composite(m, "person",
        ATTRIBUTE("name", "text"),
        ATTRIBUTE("home", "address"));

    add_column(m, "users", COLUMN("who", "person"));
}

MIGRATION(.number = 2, .revision = "9c870bc46f4c", .down_revision = "4424373ec399", .name = "change");
