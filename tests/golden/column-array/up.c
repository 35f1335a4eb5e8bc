/*
 * change
 *
 * Revision:  002  a4834e2d1bbd
 * Revises:   001  fa2b043b79da
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "counters", "tags", DEFAULT("'{a,\"b c\"}'"));
    alter_column(m, "counters", "n", TYPE("bigint[]"));
    add_column(m, "counters",
        COLUMN("ids",   "uuid[]"),
        COLUMN("codes", "varchar(10)[]"));
    add_constraint(m, "counters", CHECK("cardinality(codes) < 5"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "counters", "counters_codes_check");
    drop_column(m, "counters", "ids");
    drop_column(m, "counters", "codes");
    alter_column(m, "counters", "tags", DEFAULT("'{}'"));
    alter_column(m, "counters", "n", TYPE("integer[]"));
}

MIGRATION(.number = 2, .revision = "a4834e2d1bbd", .down_revision = "fa2b043b79da", .name = "change");
