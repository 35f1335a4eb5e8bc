/*
 * change
 *
 * Revision:  002  508f024b96a9
 * Revises:   001  df05c4cf7cec
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "users", "updated_at", "changed_at");
    drop_trigger(m, "users", "users_set_updated_at");
    drop_function(m, "set_updated_at()");

    create_function(m, "set_changed_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.changed_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_changed_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_changed_at()"));
}

static void downgrade(migration *m)
{
    rename_column(m, "users", "changed_at", "updated_at");
    drop_trigger(m, "users", "users_set_changed_at");
    drop_function(m, "set_changed_at()");

    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

MIGRATION(.number = 2, .revision = "508f024b96a9", .down_revision = "df05c4cf7cec", .name = "change");
