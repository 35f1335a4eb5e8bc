/*
 * change
 *
 * Revision:  002  a790169e08ba
 * Revises:   001  df05c4cf7cec
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_trigger(m, "users", "users_set_updated_at");
    drop_function(m, "set_updated_at()");
}

static void downgrade(migration *m)
{
    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

MIGRATION(.number = 2, .revision = "a790169e08ba", .down_revision = "df05c4cf7cec", .name = "change");
