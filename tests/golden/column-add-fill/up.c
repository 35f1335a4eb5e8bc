/*
 * change
 *
 * Revision:  002  0bc124a6e4d9
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "users", COLUMN("age", "integer", NOT_NULL, FILL("18")));
}

static void downgrade(migration *m)
{
    drop_column(m, "users", "age");
}

MIGRATION(.number = 2, .revision = "0bc124a6e4d9", .down_revision = "d88c1973724d", .name = "change");
