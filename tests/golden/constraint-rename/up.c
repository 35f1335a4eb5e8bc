/*
 * change
 *
 * Revision:  002  0a1edff59d9c
 * Revises:   001  ba7e606247d1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_constraint(m, "teams", "old_unique", "new_unique");
    rename_constraint(m, "members", "old_check", "new_check");
    rename_constraint(m, "members", "old_key", "new_key");
}

static void downgrade(migration *m)
{
    rename_constraint(m, "teams", "new_unique", "old_unique");
    rename_constraint(m, "members", "new_check", "old_check");
    rename_constraint(m, "members", "new_key", "old_key");
}

MIGRATION(.number = 2, .revision = "0a1edff59d9c", .down_revision = "ba7e606247d1", .name = "change");
