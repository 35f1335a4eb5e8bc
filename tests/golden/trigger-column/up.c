/*
 * change
 *
 * Revision:  002  98c11b3c4490
 * Revises:   001  8fac8f1d32f5
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "users", "name", "full_name");
    drop_trigger(m, "users", "touched");
    alter_column(m, "users", "full_name", TYPE("varchar(80)"));
    create_trigger(m, "users", "touched", BEFORE("UPDATE OF full_name"), FOR_EACH_ROW,
        WHEN("NEW.full_name <> OLD.full_name"), EXECUTE("touch()"));
}

static void downgrade(migration *m)
{
    rename_column(m, "users", "full_name", "name");
    drop_trigger(m, "users", "touched");
    alter_column(m, "users", "name", TYPE("text"));
    create_trigger(m, "users", "touched", BEFORE("UPDATE OF name"), FOR_EACH_ROW,
        WHEN("NEW.name <> OLD.name"), EXECUTE("touch()"));
}

MIGRATION(.number = 2, .revision = "98c11b3c4490", .down_revision = "8fac8f1d32f5", .name = "change");
