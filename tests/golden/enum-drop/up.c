/*
 * change
 *
 * Revision:  002  4e875c18b530
 * Revises:   001  87c78ec7a8e3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "state", TYPE("text"), DEFAULT("'active'"));
    drop_type(m, "user_state");
}

static void downgrade(migration *m)
{
    create_enum(m, "user_state", "active", "banned", "gone");

    alter_column(m, "users", "state", TYPE("user_state"), USING("state::user_state"),
        DEFAULT("'active'"));
}

MIGRATION(.number = 2, .revision = "4e875c18b530", .down_revision = "87c78ec7a8e3", .name = "change");
