/*
 * change
 *
 * Revision:  002  9a12b53692bd
 * Revises:   001  518278da7941
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "everything");
    drop_policy(m, "users", "gone");
    create_trigger(m, "users", "touched", OR_REPLACE, BEFORE("UPDATE OF email"), FOR_EACH_ROW,
        EXECUTE("touch()"));
    create_rule(m, "users", "kept", OR_REPLACE, EVENT(delete), INSTEAD,
        DO("UPDATE users SET email = NULL WHERE id = old.id"));
    alter_policy(m, "users", "seen", USING("id > 0"));

    create_view(m, "shown", OR_REPLACE, QUERY("SELECT id, email FROM users"));
    loss(m, "the values of column \"users.hidden\"");
    drop_column(m, "users", "hidden");
    create_view(m, "everything", QUERY("SELECT * FROM users"));
}

static void downgrade(migration *m)
{
    drop_view(m, "everything");
    add_column(m, "users", COLUMN("hidden", "boolean", NOT_NULL, DEFAULT("false")));
    create_trigger(m, "users", "touched", OR_REPLACE, BEFORE("UPDATE OF email, hidden"),
        FOR_EACH_ROW, EXECUTE("touch()"));
    create_rule(m, "users", "kept", OR_REPLACE, EVENT(delete), WHERE("old.hidden"), INSTEAD,
        DO("UPDATE users SET email = NULL WHERE hidden AND id = old.id"));
    create_policy(m, "users", "gone", USING("NOT hidden"));
    alter_policy(m, "users", "seen", USING("NOT hidden AND id > 0"));

    create_view(m, "everything", QUERY("SELECT * FROM users"));
    create_view(m, "shown", OR_REPLACE, QUERY("SELECT id, email FROM users WHERE NOT hidden"));
}

MIGRATION(.number = 2, .revision = "9a12b53692bd", .down_revision = "518278da7941", .name = "change");
