/*
 * change
 *
 * Revision:  002  c4914074544d
 * Revises:   001  7aac04716db5
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "a", NOT_NULL);
    alter_column(m, "users", "b", NULLABLE);
}

static void downgrade(migration *m)
{
    alter_column(m, "users", "a", NULLABLE);
    alter_column(m, "users", "b", NOT_NULL);
}

MIGRATION(.number = 2, .revision = "c4914074544d", .down_revision = "7aac04716db5", .name = "change");
