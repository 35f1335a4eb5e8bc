/*
 * change
 *
 * Revision:  002  78b13d4704e3
 * Revises:   001  4329647560b8
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_table(m, "users", RESET("autovacuum_enabled"), WITH("fillfactor=80"));
}

static void downgrade(migration *m)
{
    alter_table(m, "users", WITH("autovacuum_enabled=false", "fillfactor=70"));
}

MIGRATION(.number = 2, .revision = "78b13d4704e3", .down_revision = "4329647560b8", .name = "change");
