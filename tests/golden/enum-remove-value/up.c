/*
 * change
 *
 * Revision:  002  04ee0e330478
 * Revises:   001  6c189588eff3
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_index(m, "idx_users_state");
    drop_constraint(m, "users", "users_state_check");
    loss(m, "value \"banned\" of enum \"user_state\": it becomes \"active\"");
    rename_type(m, "user_state", "user_state_old");
    create_enum(m, "user_state", "active", "gone");

    alter_column(m, "users", "state", TYPE("user_state"),
        USING("(CASE state::text WHEN 'banned' THEN 'active' ELSE state::text END)::user_state"),
        DEFAULT("'active'"));
    alter_column(m, "users", "past", TYPE("user_state[]"),
        USING("array_replace(past::text[], 'banned', 'active')::user_state[]"),
        DEFAULT("ARRAY['active']::user_state[]"));

    drop_type(m, "user_state_old");
    add_constraint(m, "users", CHECK("state <> 'gone'"));
    create_index(m, "idx_users_state", ON("users", "state"), WHERE("state = 'active'"));
}

static void downgrade(migration *m)
{
    add_enum_value(m, "user_state", "banned", AFTER("active"));
}

MIGRATION(.number = 2, .revision = "04ee0e330478", .down_revision = "6c189588eff3", .name = "change");
