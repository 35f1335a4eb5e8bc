/*
 * change
 *
 * Revision:  002  a233a897bfcf
 * Revises:   001  8795afceee7a
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "swapped");
    drop_view(m, "everything");
    alter_column(m, "people", "mail", NO_DEFAULT);
    comment(m, ON_COLUMN("people", "mail"), NO_COMMENT);
    rename_column(m, "people", "mail", "address");
    create_view(m, "people", OR_REPLACE, QUERY("SELECT id, email AS address, a FROM users"));
    alter_column(m, "people", "address", DEFAULT("'x'"));
    comment(m, ON_COLUMN("people", "address"), "how we reach them");
    create_rule(m, "people", "shout", OR_REPLACE, EVENT(update), INSTEAD,
        DO("UPDATE users SET email = new.address WHERE id = old.id"));

    create_view(m, "everything", QUERY("SELECT * FROM people"));
    create_view(m, "mails", OR_REPLACE, QUERY("SELECT address AS mail FROM people"));
    create_view(m, "swapped", QUERY("SELECT b, a FROM users"));
}

static void downgrade(migration *m)
{
    drop_view(m, "swapped");
    drop_view(m, "mails");
    drop_view(m, "everything");
    drop_view(m, "people");
    create_view(m, "people", QUERY("SELECT id, email AS mail FROM users"));
    alter_column(m, "people", "mail", DEFAULT("'x'"));
    comment(m, ON_COLUMN("people", "mail"), "how we reach them");
    create_rule(m, "people", "shout", EVENT(update), INSTEAD,
        DO("UPDATE users SET email = new.mail WHERE id = old.id"));

    create_view(m, "everything", QUERY("SELECT * FROM people"));
    create_view(m, "mails", QUERY("SELECT mail FROM people"));
    create_view(m, "swapped", QUERY("SELECT a, b FROM users"));
}

MIGRATION(.number = 2, .revision = "a233a897bfcf", .down_revision = "8795afceee7a", .name = "change");
