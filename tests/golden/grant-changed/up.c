/*
 * change
 *
 * Revision:  002  fd26cddef3c8
 * Revises:   001  446ad40faea0
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "billing.bills", "billing.invoices");
    rename_column(m, "users", "email", "mail");
    rename_constraint(m, "billing.invoices", "bills_pkey", "invoices_pkey");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("public"), "SELECT (id)");
    loss(m, "the rows of table \"gone\"");
    drop_table(m, "gone");

    create_table(m, "fresh",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));
    grant_privileges(m, ON_TABLE("fresh"), TO("golden_app"), "ALL");
    revoke_privileges(m, ON_TABLE("fresh"), FROM_ROLE("current_user"), "ALL");

    add_column(m, "users", COLUMN("phone", "text"));
    revoke_privileges(m, ON_TABLE("users"), GRANT_OPTION_FROM("golden reader"), "SELECT");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("golden_admin"), "ALL");
    grant_privileges(m, ON_TABLE("users"), TO("golden_admin"), "SELECT", "UPDATE (name)");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("golden_app"), "INSERT (mail, name)",
        "UPDATE (old_note)");
    grant_privileges(m, ON_TABLE("users"), TO("golden_app"), "DELETE", "UPDATE (mail, phone)");
    grant_privileges(m, ON_TABLE("users"), TO_WITH_GRANT_OPTION("golden_app"), "INSERT");
    loss(m, "the values of column \"users.old_note\"");
    drop_column(m, "users", "old_note");
    grant_privileges(m, ON_TABLE("users"), TO("current_user"), "TRUNCATE");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("current_user"), "DELETE");

    grant_privileges(m, ON_TABLE("billing.invoices"), TO("public"), "ALL");
}

static void downgrade(migration *m)
{
    rename_table(m, "billing.invoices", "billing.bills");
    rename_column(m, "users", "mail", "email");
    rename_constraint(m, "billing.bills", "invoices_pkey", "bills_pkey");
    revoke_privileges(m, ON_TABLE("billing.bills"), FROM_ROLE("public"), "ALL");
    drop_table(m, "fresh");

    create_table(m, "gone",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));
    grant_privileges(m, ON_TABLE("gone"), TO("golden_app"), "SELECT");

    add_column(m, "users", COLUMN("old_note", "text"));
    grant_privileges(m, ON_TABLE("users"), TO_WITH_GRANT_OPTION("golden reader"), "SELECT");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("golden_admin"), "UPDATE (name)");
    grant_privileges(m, ON_TABLE("users"), TO("golden_admin"), "ALL");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("golden_app"), "DELETE",
        "UPDATE (email, phone)", "INSERT");
    grant_privileges(m, ON_TABLE("users"), TO("golden_app"), "INSERT (email, name)",
        "UPDATE (old_note)");
    drop_column(m, "users", "phone");
    grant_privileges(m, ON_TABLE("users"), TO("public"), "SELECT (id)");
    grant_privileges(m, ON_TABLE("users"), TO("current_user"), "DELETE");
    revoke_privileges(m, ON_TABLE("users"), FROM_ROLE("current_user"), "TRUNCATE");
}

MIGRATION(.number = 2, .revision = "fd26cddef3c8", .down_revision = "446ad40faea0", .name = "change");
