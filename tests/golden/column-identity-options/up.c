/*
 * change
 *
 * Revision:  002  66771476a83d
 * Revises:   001  707bf1b68d11
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_sequence(m, "counters_o_seq", "my_seq");

    alter_column(m, "counters", "n", SET_GENERATED(ALWAYS), START(10), INCREMENT(10),
        MAXVALUE(100000), CYCLE);
    alter_column(m, "counters", "m", TYPE("bigint"), SET_GENERATED(BY DEFAULT), START(-5),
        MINVALUE(-5));
    alter_column(m, "counters", "o", CACHE(1));
}

static void downgrade(migration *m)
{
    rename_sequence(m, "my_seq", "counters_o_seq");

    alter_column(m, "counters", "n", SET_GENERATED(BY DEFAULT), START(1), INCREMENT(1),
        MAXVALUE(NO), NO_CYCLE);

    execute(m,
        "SELECT setval('counters_m_seq', 1, false) FROM counters_m_seq WHERE last_value < 1");

    alter_column(m, "counters", "m", SET_GENERATED(ALWAYS), START(1), MINVALUE(NO));
    alter_column(m, "counters", "m", TYPE("smallint"));
    alter_column(m, "counters", "o", CACHE(20));
}

MIGRATION(.number = 2, .revision = "66771476a83d", .down_revision = "707bf1b68d11", .name = "change");
