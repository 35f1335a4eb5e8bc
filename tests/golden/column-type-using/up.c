/*
 * change
 *
 * Revision:  002  d63670523c11
 * Revises:   001  2ec2294bbd16
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the values of column \"users.active\", which become CASE WHEN active THEN now() END");
    alter_column(m, "users", "active", TYPE("timestamptz"),
        USING("CASE WHEN active THEN now() END"));
}

static void downgrade(migration *m)
{
    alter_column(m, "users", "active", TYPE("boolean"), USING("active IS NOT NULL"));
}

MIGRATION(.number = 2, .revision = "d63670523c11", .down_revision = "2ec2294bbd16", .name = "change");
