/*
 * change
 *
 * Revision:  002  43331999cf69
 * Revises:   001  6c189588eff3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_enum_value(m, "user_state", "banned", "shut out");
}

static void downgrade(migration *m)
{
    rename_enum_value(m, "user_state", "shut out", "banned");
}

MIGRATION(.number = 2, .revision = "43331999cf69", .down_revision = "6c189588eff3", .name = "change");
