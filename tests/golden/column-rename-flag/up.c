/*
 * change
 *
 * Revision:  002  f565ded9372e
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "users", "email", "mail");
}

static void downgrade(migration *m)
{
    rename_column(m, "users", "mail", "email");
}

MIGRATION(.number = 2, .revision = "f565ded9372e", .down_revision = "d88c1973724d", .name = "change");
