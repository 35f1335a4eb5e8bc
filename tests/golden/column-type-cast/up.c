/*
 * change
 *
 * Revision:  002  06383ed5534e
 * Revises:   001  2a3c45f866cf
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "age", TYPE("integer"), USING("age::integer"), DEFAULT("7"));
    alter_column(m, "users", "size", TYPE("varchar(20)"));
    loss(m, "the values of column \"users.price\" are rounded");
    alter_column(m, "users", "price", TYPE("integer"));
}

static void downgrade(migration *m)
{
    alter_column(m, "users", "age", TYPE("text"), DEFAULT("'7'"));
    alter_column(m, "users", "size", TYPE("bigint"), USING("size::bigint"));
    alter_column(m, "users", "price", TYPE("numeric(10,2)"));
}

MIGRATION(.number = 2, .revision = "06383ed5534e", .down_revision = "2a3c45f866cf", .name = "change");
