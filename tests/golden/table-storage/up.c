/*
 * change
 *
 * Revision:  002  539c164ab73c
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_table(m, "users", WITH("autovacuum_enabled=false", "fillfactor=70"));
}

static void downgrade(migration *m)
{
    alter_table(m, "users", RESET("autovacuum_enabled", "fillfactor"));
}

MIGRATION(.number = 2, .revision = "539c164ab73c", .down_revision = "d88c1973724d", .name = "change");
