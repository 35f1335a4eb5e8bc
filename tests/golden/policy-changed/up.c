/*
 * change
 *
 * Revision:  002  ca87bc8db386
 * Revises:   001  45e5939df790
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "accounts", "owner", "holder");
    rename_policy(m, "accounts", "Old name", "kept");
    drop_policy(m, "accounts", "gone");
    drop_policy(m, "accounts", "narrowed");
    alter_table(m, "accounts", FORCE_ROW_SECURITY);
    create_policy(m, "accounts", "narrowed", FOR(UPDATE), USING("true"));
    alter_policy(m, "accounts", "own", TO("golden_admin", "golden_app"),
        USING("holder = current_user AND NOT hidden"));
    comment(m, ON_POLICY("accounts", "own"), "Everybody sees what is theirs.");
    alter_policy(m, "accounts", "write", TO("public"));

    alter_table(m, "payments", NO_ROW_SECURITY, NO_FORCE_ROW_SECURITY);

    create_policy(m, "accounts", "added", FOR(INSERT),
        WITH_CHECK("parent_id IS NULL OR EXISTS (SELECT FROM payments p WHERE p.account_id = "
                   "parent_id)"));

    create_table(m, "secrets",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));
    alter_table(m, "secrets", ROW_SECURITY);
    create_policy(m, "secrets", "nobody", RESTRICTIVE, USING("false"));
}

static void downgrade(migration *m)
{
    rename_column(m, "accounts", "holder", "owner");
    rename_policy(m, "accounts", "kept", "Old name");
    drop_table(m, "secrets");
    drop_policy(m, "accounts", "added");
    alter_table(m, "accounts", NO_FORCE_ROW_SECURITY);
    create_policy(m, "accounts", "gone", RESTRICTIVE, USING("hidden"));
    alter_policy(m, "accounts", "narrowed", WITH_CHECK("true"));
    alter_policy(m, "accounts", "own", TO("golden_app"), USING("owner = current_user"));
    comment(m, ON_POLICY("accounts", "own"), "Everybody sees their own.");
    alter_policy(m, "accounts", "write", TO("golden_admin", "golden_app"));
    alter_table(m, "payments", ROW_SECURITY, FORCE_ROW_SECURITY);
}

MIGRATION(.number = 2, .revision = "ca87bc8db386", .down_revision = "45e5939df790", .name = "change");
