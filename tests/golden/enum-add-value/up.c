/*
 * change
 *
 * Revision:  002  e2f1c5be1fc7
 * Revises:   001  6c189588eff3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_enum_value(m, "user_state", "fresh", BEFORE("active"));
    add_enum_value(m, "user_state", "paused", AFTER("banned"));
    add_enum_value(m, "user_state", "lost");
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_users_state");
    drop_constraint(m, "users", "users_state_check");

    loss(m,
        "value \"fresh\" of enum \"user_state\": rows that hold it stop this migration; value "
        "\"paused\" of enum \"user_state\": rows that hold it stop this migration; value "
        "\"lost\" of enum \"user_state\": rows that hold it stop this migration");
    rename_type(m, "user_state", "user_state_old");
    create_enum(m, "user_state", "active", "banned", "gone");

    alter_column(m, "users", "state", TYPE("user_state"), USING("state::text::user_state"),
        DEFAULT("'active'"));
    alter_column(m, "users", "past", TYPE("user_state[]"), USING("past::text[]::user_state[]"),
        DEFAULT("ARRAY['active']::user_state[]"));

    drop_type(m, "user_state_old");
    add_constraint(m, "users", CHECK("state <> 'gone'"));
    create_index(m, "idx_users_state", ON("users", "state"), WHERE("state = 'active'"));
}

MIGRATION(.number = 2, .revision = "e2f1c5be1fc7", .down_revision = "6c189588eff3", .name = "change");
