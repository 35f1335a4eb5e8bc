/*
 * change
 *
 * Revision:  001  233157fd0c1c
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "users",
        COLUMN("id",    "bigint",       NOT_NULL, IDENTITY),
        COLUMN("email", "varchar(100)", NOT_NULL),
        COLUMN("phone", "text"),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "users");
}

MIGRATION(.number = 1, .revision = "233157fd0c1c", .name = "change");
