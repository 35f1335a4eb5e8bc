/*
 * change
 *
 * Revision:  002  d8d564ff9340
 * Revises:   001  a1a92518f29e
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_trigger(m, "users", "users_set_updated_at");
    drop_function(m, "set_updated_at()");
}

MIGRATION(.number = 2, .revision = "d8d564ff9340", .down_revision = "a1a92518f29e", .name = "change");
