/*
 * change
 *
 * Revision:  002  d698fe822d25
 * Revises:   001  8df925accaae
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "mails");
    drop_index(m, "idx_users_mail_of");
    drop_function(m, "mail_of(pair)");
    rename_domain(m, "email", "email_old");
    create_domain(m, "email", "text", CONSTRAINTS(CHECK("VALUE <> ''", NAME("email_check"))));
    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("of", "email"),
        ATTRIBUTE("n",  "bigint"));

    create_function(m, "mail_of(pair)", RETURNS("email"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT ($1).of"));

    alter_column(m, "users", "mail", TYPE("email"), DEFAULT("'a'"));
    alter_column(m, "users", "held", TYPE("pair"), USING("held::text::pair"));
    drop_type(m, "pair_old");
    alter_column(m, "users", "all_of", TYPE("email[]"));
    drop_domain(m, "email_old");
    create_index(m, "idx_users_mail_of", ON("users", "mail_of(held)"));
    create_view(m, "mails", QUERY("SELECT id, mail FROM users"));
}

static void downgrade(migration *m)
{
    drop_view(m, "mails");
    drop_index(m, "idx_users_mail_of");
    drop_function(m, "mail_of(pair)");
    rename_domain(m, "email", "email_old");
    create_domain(m, "email", "varchar(20)",
        CONSTRAINTS(CHECK("VALUE <> ''", NAME("email_check"))));

    rename_type(m, "pair", "pair_old");
    create_composite(m, "pair",
        ATTRIBUTE("of", "email"),
        ATTRIBUTE("n",  "integer"));

    create_function(m, "mail_of(pair)", RETURNS("email"), LANGUAGE("sql"), IMMUTABLE,
        BODY("SELECT ($1).of"));

    alter_column(m, "users", "mail", TYPE("email"), DEFAULT("'a'"));
    alter_column(m, "users", "held", TYPE("pair"), USING("held::text::pair"));
    drop_type(m, "pair_old");
    alter_column(m, "users", "all_of", TYPE("email[]"));
    drop_domain(m, "email_old");
    create_index(m, "idx_users_mail_of", ON("users", "mail_of(held)"));
    create_view(m, "mails", QUERY("SELECT id, mail FROM users"));
}

MIGRATION(.number = 2, .revision = "d698fe822d25", .down_revision = "8df925accaae", .name = "change");
