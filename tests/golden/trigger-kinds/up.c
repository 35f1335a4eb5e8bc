/*
 * change
 *
 * Revision:  002  bdc2041d828c
 * Revises:   001  ec83c5740bc0
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_trigger(m, "users", "renamed", "called");
    drop_trigger(m, "users", "checked");
    drop_trigger(m, "users", "gone");
    create_trigger(m, "users", "both", OR_REPLACE, AFTER("TRUNCATE"), EXECUTE("touch()"),
        ENABLED(origin));
    create_trigger(m, "users", "changed", OR_REPLACE,
        BEFORE("INSERT OR UPDATE OF name, email OR DELETE"), FOR_EACH_ROW,
        WHEN("pg_trigger_depth() = 0"), EXECUTE("touch('a', 'it''s')"));
    create_trigger(m, "users", "checked", CONSTRAINT_TRIGGER, AFTER("INSERT"), FROM("log"),
        INITIALLY_DEFERRED, FOR_EACH_ROW, EXECUTE("touch()"));
    create_trigger(m, "users", "compared", AFTER("UPDATE"), OLD_TABLE("before"),
        NEW_TABLE("After All"), EXECUTE("touch()"), COMMENT("new and old"));
    create_trigger(m, "users", "noticed", AFTER("UPDATE"), FOR_EACH_ROW,
        WHEN("OLD.name IS DISTINCT FROM NEW.name"), EXECUTE("touch()"));
    alter_trigger(m, "users", "started", ENABLED(always));
    alter_trigger(m, "users", "stopped", ENABLED(disabled));
    comment(m, ON_TRIGGER("users", "stopped"), "does not");
}

static void downgrade(migration *m)
{
    rename_trigger(m, "users", "called", "renamed");
    drop_trigger(m, "users", "checked");
    drop_trigger(m, "users", "compared");
    drop_trigger(m, "users", "noticed");
    create_trigger(m, "users", "both", OR_REPLACE, AFTER("DELETE"), EXECUTE("touch()"),
        ENABLED(disabled));
    create_trigger(m, "users", "changed", OR_REPLACE, BEFORE("INSERT"), FOR_EACH_ROW,
        EXECUTE("touch()"));
    create_trigger(m, "users", "checked", CONSTRAINT_TRIGGER, AFTER("INSERT"), FOR_EACH_ROW,
        EXECUTE("touch()"));
    create_trigger(m, "users", "gone", BEFORE("INSERT"), EXECUTE("touch()"));
    alter_trigger(m, "users", "started", ENABLED(disabled));
    alter_trigger(m, "users", "stopped", ENABLED(origin));
    comment(m, ON_TRIGGER("users", "stopped"), "stops");
}

MIGRATION(.number = 2, .revision = "bdc2041d828c", .down_revision = "ec83c5740bc0", .name = "change");
