/*
 * change
 *
 * Revision:  002  ba89da0e9e06
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the rows of table \"users\"");
    drop_table(m, "users");

    create_table(m, "people",
        COLUMN("id",    "bigint", NOT_NULL, IDENTITY),
        COLUMN("email", "text",   NOT_NULL),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "people");

    create_table(m, "users",
        COLUMN("id",    "bigint", NOT_NULL, IDENTITY),
        COLUMN("email", "text",   NOT_NULL),
        PRIMARY_KEY("id"));
}

MIGRATION(.number = 2, .revision = "ba89da0e9e06", .down_revision = "d88c1973724d", .name = "change");
