/*
 * change
 *
 * Revision:  002  0fb2144f922e
 * Revises:   001  87c78ec7a8e3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_type(m, "user_state", "account_state");
}

static void downgrade(migration *m)
{
    rename_type(m, "account_state", "user_state");
}

MIGRATION(.number = 2, .revision = "0fb2144f922e", .down_revision = "87c78ec7a8e3", .name = "change");
