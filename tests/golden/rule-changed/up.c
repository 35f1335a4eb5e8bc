/*
 * change
 *
 * Revision:  002  1fcfacacbd20
 * Revises:   001  6042bf6ca83c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_rule(m, "users", "old_name", "new_name");
    drop_rule(m, "log", "gone");
    create_rule(m, "log", "kept", EVENT(update), WHERE("old.what <> new.what"), INSTEAD,
        DO("SELECT 1; SELECT 2"));
    alter_rule(m, "log", "kept", ENABLED(replica));

    create_rule(m, "users", "keep", OR_REPLACE, EVENT(delete), WHERE("old.id IN (1, 2)"), INSTEAD,
        DO("NOTHING"));
    create_rule(m, "users", "log_it", OR_REPLACE, EVENT(insert),
        DO("INSERT INTO log VALUES (new.email || 'x'); NOTIFY users"));
    comment(m, ON_RULE("users", "log_it"), "Who came.");
    alter_rule(m, "users", "quiet", ENABLED(always));
}

static void downgrade(migration *m)
{
    rename_rule(m, "users", "new_name", "old_name");
    drop_rule(m, "log", "kept");
    create_rule(m, "log", "gone", EVENT(delete), INSTEAD, DO("NOTHING"));

    create_rule(m, "users", "keep", OR_REPLACE, EVENT(delete), WHERE("old.id = 1"), INSTEAD,
        DO("NOTHING"));
    create_rule(m, "users", "log_it", OR_REPLACE, EVENT(insert),
        DO("INSERT INTO log VALUES (new.email)"));
    comment(m, ON_RULE("users", "log_it"), NO_COMMENT);
    alter_rule(m, "users", "quiet", ENABLED(disabled));
}

MIGRATION(.number = 2, .revision = "1fcfacacbd20", .down_revision = "6042bf6ca83c", .name = "change");
