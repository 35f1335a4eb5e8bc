/*
 * change
 *
 * Revision:  002  b132b01343fd
 * Revises:   001  6c189588eff3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_enum_value(m, "user_state", "banned", "blocked");
}

static void downgrade(migration *m)
{
    rename_enum_value(m, "user_state", "blocked", "banned");
}

MIGRATION(.number = 2, .revision = "b132b01343fd", .down_revision = "6c189588eff3", .name = "change");
