/*
 * change
 *
 * Revision:  002  468b06f71805
 * Revises:   001  22df141eb0ad
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_extension(m, "citext", VERSION("1.4"), OR_RECREATE);
    alter_extension(m, "pg_trgm", VERSION("1.5"));
}

static void downgrade(migration *m)
{
    alter_extension(m, "citext", VERSION("1.5"));
    alter_extension(m, "pg_trgm", VERSION("1.4"), OR_RECREATE);
}

MIGRATION(.number = 2, .revision = "468b06f71805", .down_revision = "22df141eb0ad", .name = "change");
