/*
 * change
 *
 * Revision:  002  98110a4eb79e
 * Revises:   001  578daf1b7e3c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_column(m, "counters", "twice");
    add_column(m, "counters", COLUMN("twice", "integer", GENERATED("n * 3")));
    alter_column(m, "counters", "kept", NO_EXPRESSION);
    add_column(m, "counters", COLUMN("added", "integer", GENERATED("m + n")));
}

static void downgrade(migration *m)
{
    drop_column(m, "counters", "twice");
    loss(m, "the values of column \"counters.kept\"");
    drop_column(m, "counters", "kept");
    drop_column(m, "counters", "added");
    add_column(m, "counters",
        COLUMN("twice", "integer", GENERATED("n * 2")),
        COLUMN("kept",  "integer", GENERATED("n + 1")));
}

MIGRATION(.number = 2, .revision = "98110a4eb79e", .down_revision = "578daf1b7e3c", .name = "change");
