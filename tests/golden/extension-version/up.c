/*
 * change
 *
 * Revision:  002  9f3e3e2980c9
 * Revises:   001  2acb36389018
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_extension(m, "citext", VERSION("1.5"), OR_RECREATE);
    alter_extension(m, "pg_trgm", VERSION("1.6"));
}

static void downgrade(migration *m)
{
    alter_extension(m, "citext", VERSION("1.6"));
    alter_extension(m, "pg_trgm", VERSION("1.5"), OR_RECREATE);
}

MIGRATION(.number = 2, .revision = "9f3e3e2980c9", .down_revision = "2acb36389018", .name = "change");
