/*
 * change
 *
 * Revision:  002  c9347f78b6f2
 * Revises:   001  22f4cf5326f9
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "counters", "n", NOT_NULL, IDENTITY);
    alter_column(m, "counters", "m", NO_DEFAULT, IDENTITY_ALWAYS, START(100), INCREMENT(5));
}

static void downgrade(migration *m)
{
    alter_column(m, "counters", "n", NULLABLE, NO_IDENTITY);
    alter_column(m, "counters", "m", DEFAULT("5"), NO_IDENTITY);
}

MIGRATION(.number = 2, .revision = "c9347f78b6f2", .down_revision = "22f4cf5326f9", .name = "change");
