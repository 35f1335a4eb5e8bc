/*
 * change
 *
 * Revision:  002  5559c03a830d
 * Revises:   001  34366d7a48f6
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "users", "email", "mail");
    rename_constraint(m, "users", "users_email_key", "users_mail_key");
    rename_constraint(m, "users", "users_email_check", "users_mail_check");
    rename_index(m, "idx_users_upper_email", "idx_users_upper_mail");
}

static void downgrade(migration *m)
{
    rename_column(m, "users", "mail", "email");
    rename_constraint(m, "users", "users_mail_key", "users_email_key");
    rename_constraint(m, "users", "users_mail_check", "users_email_check");
    rename_index(m, "idx_users_upper_mail", "idx_users_upper_email");
}

MIGRATION(.number = 2, .revision = "5559c03a830d", .down_revision = "34366d7a48f6", .name = "change");
