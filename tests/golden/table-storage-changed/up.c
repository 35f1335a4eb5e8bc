/*
 * change
 *
 * Revision:  002  9952d3870699
 * Revises:   001  4329647560b8
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    execute(m, "ALTER TABLE users RESET (autovacuum_enabled)");
    execute(m, "ALTER TABLE users SET (fillfactor=80)");
}

static void downgrade(migration *m)
{
    execute(m, "ALTER TABLE users SET (autovacuum_enabled=false, fillfactor=70)");
}

MIGRATION(.number = 2, .revision = "9952d3870699", .down_revision = "4329647560b8", .name = "change");
