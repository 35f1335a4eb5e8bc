/*
 * change
 *
 * Revision:  002  06c7a015e6a4
 * Revises:   001  a29144350219
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "counters", "a", TYPE("text"), COLLATE("C"));
    alter_column(m, "counters", "b", TYPE("text"));
}

static void downgrade(migration *m)
{
    alter_column(m, "counters", "a", TYPE("text"));
    alter_column(m, "counters", "b", TYPE("text"), COLLATE("C"));
}

MIGRATION(.number = 2, .revision = "06c7a015e6a4", .down_revision = "a29144350219", .name = "change");
