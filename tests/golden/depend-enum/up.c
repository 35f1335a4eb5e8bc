/*
 * change
 *
 * Revision:  002  e1c70af54301
 * Revises:   001  6c2e77324601
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "counted");
    drop_view(m, "fresh");
    drop_trigger(m, "users", "touched");
    drop_index(m, "idx_users_state");
    drop_constraint(m, "users", "users_state_check");
    drop_function(m, "is_open(state)");
    drop_function(m, "states()");
    loss(m, "value \"gone\" of enum \"state\": it becomes \"fresh\"");
    rename_type(m, "state", "state_old");
    create_enum(m, "state", "fresh", "known");

    create_function(m, "is_open(state)", RETURNS("boolean"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT $1 <> 'known'"));

    create_function(m, "states()", RETURNS("state[]"), LANGUAGE("plpgsql"),
        BODY("BEGIN RETURN ARRAY['fresh']; END"));

    alter_column(m, "users", "state", TYPE("state"),
        USING("(CASE state::text WHEN 'gone' THEN 'fresh' ELSE state::text END)::state"),
        DEFAULT("'fresh'"));
    alter_column(m, "users", "past", TYPE("state[]"),
        USING("array_replace(past::text[], 'gone', 'fresh')::state[]"),
        DEFAULT("ARRAY['fresh']::state[]"));
    alter_column(m, "users", "label", DEFAULT("('known'::state)::text"));

    drop_type(m, "state_old");
    add_constraint(m, "users", CHECK("is_open(state)"));
    create_index(m, "idx_users_state", ON("users", "state"), WHERE("state = 'fresh'"));
    create_trigger(m, "users", "touched", BEFORE("UPDATE"), FOR_EACH_ROW,
        WHEN("new.state <> 'known'"), EXECUTE("touch()"));

    create_view(m, "fresh", QUERY("SELECT id, state FROM users WHERE state = 'fresh'::state"));
    create_view(m, "counted", QUERY("SELECT state, count(*) AS n FROM fresh GROUP BY state"));
}

static void downgrade(migration *m)
{
    add_enum_value(m, "state", "gone");
}

MIGRATION(.number = 2, .revision = "e1c70af54301", .down_revision = "6c2e77324601", .name = "change");
