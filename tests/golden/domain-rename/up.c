/*
 * change
 *
 * Revision:  002  984c5747c4d4
 * Revises:   001  66c4ff3edbbd
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_domain(m, "mail", "email");
    create_schema(m, "contact");
    rename_domain(m, "phone", "contact.phone_number");
    rename_domain_constraint(m, "email", "mail_check", "email_check");
}

static void downgrade(migration *m)
{
    rename_domain(m, "email", "mail");
    rename_domain(m, "contact.phone_number", "phone");
    rename_domain_constraint(m, "mail", "email_check", "mail_check");
    drop_schema(m, "contact");
}

MIGRATION(.number = 2, .revision = "984c5747c4d4", .down_revision = "66c4ff3edbbd", .name = "change");
