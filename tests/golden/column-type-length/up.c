/*
 * change
 *
 * Revision:  002  e80a3309999a
 * Revises:   001  a661f42cb33d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "a", TYPE("varchar(80)"));
    alter_column(m, "users", "b", TYPE("text"));
    alter_column(m, "users", "c", TYPE("varchar(10)"));
    loss(m, "the values of column \"users.d\" lose fractions of seconds");
    alter_column(m, "users", "d", TYPE("timestamptz(3)"));
    alter_column(m, "users", "e", TYPE("numeric(12,4)"));
}

static void downgrade(migration *m)
{
    alter_column(m, "users", "a", TYPE("varchar(50)"));
    alter_column(m, "users", "b", TYPE("varchar(50)"));
    alter_column(m, "users", "c", TYPE("varchar(50)"));
    alter_column(m, "users", "d", TYPE("timestamptz"));
    loss(m, "the values of column \"users.e\" are rounded");
    alter_column(m, "users", "e", TYPE("numeric(8,2)"));
}

MIGRATION(.number = 2, .revision = "e80a3309999a", .down_revision = "a661f42cb33d", .name = "change");
