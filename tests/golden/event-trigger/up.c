/*
 * change
 *
 * Revision:  002  9af8929dc10a
 * Revises:   001  532508772d91
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_event_trigger(m, "changed");
    drop_event_trigger(m, "gone");
    alter_event_trigger(m, "stopped", ENABLED(disabled));
    rename_event_trigger(m, "old_one", "new_one");

    create_event_trigger(m, "changed", EVENT(ddl_command_end), TAGS("CREATE TABLE", "DROP TABLE"),
        EXECUTE("noticed()"), COMMENT("sees tables"));
}

static void downgrade(migration *m)
{
    drop_event_trigger(m, "changed");
    rename_event_trigger(m, "new_one", "old_one");

    create_event_trigger(m, "changed", EVENT(ddl_command_end), TAGS("CREATE TABLE"),
        EXECUTE("noticed()"));

    create_event_trigger(m, "gone", EVENT(sql_drop), EXECUTE("noticed()"));
    alter_event_trigger(m, "stopped", ENABLED(origin));
}

MIGRATION(.number = 2, .revision = "9af8929dc10a", .down_revision = "532508772d91", .name = "change");
