/*
 * change
 *
 * Revision:  002  f4cf7977a034
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    execute(m, "ALTER TABLE users SET (autovacuum_enabled=false, fillfactor=70)");
}

static void downgrade(migration *m)
{
    execute(m, "ALTER TABLE users RESET (autovacuum_enabled, fillfactor)");
}

MIGRATION(.number = 2, .revision = "f4cf7977a034", .down_revision = "d88c1973724d", .name = "change");
