/*
 * change
 *
 * Revision:  002  4e66728afa4c
 * Revises:   001  df05c4cf7cec
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_function(m, "users_set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = clock_timestamp(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_updated_at", OR_REPLACE, BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("users_set_updated_at()"));

    drop_function(m, "set_updated_at()");
}

static void downgrade(migration *m)
{
    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_updated_at", OR_REPLACE, BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    drop_function(m, "users_set_updated_at()");
}

MIGRATION(.number = 2, .revision = "4e66728afa4c", .down_revision = "df05c4cf7cec", .name = "change");
