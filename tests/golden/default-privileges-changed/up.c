/*
 * change
 *
 * Revision:  002  d17ac4de2cb1
 * Revises:   001  af29890b10d6
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_default_privileges(m, "FUNCTIONS", GRANT_TO("public"), PRIVILEGES("EXECUTE"));
    alter_default_privileges(m, "SCHEMAS", GRANT_TO("public"), PRIVILEGES("USAGE"));

    alter_default_privileges(m, "SEQUENCES", MADE_BY("golden_admin"), SCHEMA("billing"),
        REVOKE_FROM("golden_app"), PRIVILEGES("ALL"));
    alter_default_privileges(m, "SEQUENCES", MADE_BY("golden_admin"), SCHEMA("billing"),
        GRANT_TO("golden_app"), PRIVILEGES("USAGE"));

    alter_default_privileges(m, "TABLES", REVOKE_FROM("current_user"), PRIVILEGES("TRUNCATE"));
    alter_default_privileges(m, "TABLES", GRANT_TO("golden_app"), PRIVILEGES("ALL"));

    alter_default_privileges(m, "TYPES", REVOKE_GRANT_OPTION_FROM("golden_app"),
        PRIVILEGES("USAGE"));
}

static void downgrade(migration *m)
{
    alter_default_privileges(m, "SCHEMAS", REVOKE_FROM("public"), PRIVILEGES("USAGE"));
    alter_default_privileges(m, "TABLES", GRANT_TO("current_user"), PRIVILEGES("TRUNCATE"));
    alter_default_privileges(m, "FUNCTIONS", REVOKE_FROM("public"), PRIVILEGES("EXECUTE"));

    alter_default_privileges(m, "SEQUENCES", MADE_BY("golden_admin"), SCHEMA("billing"),
        GRANT_TO("golden_app"), PRIVILEGES("ALL"));

    alter_default_privileges(m, "TABLES", REVOKE_FROM("golden_app"), PRIVILEGES("ALL"));
    alter_default_privileges(m, "TABLES", GRANT_TO("golden_app"), PRIVILEGES("SELECT", "INSERT"));

    alter_default_privileges(m, "TYPES", GRANT_TO_WITH_GRANT_OPTION("golden_app"),
        PRIVILEGES("USAGE"));
}

MIGRATION(.number = 2, .revision = "d17ac4de2cb1", .down_revision = "af29890b10d6", .name = "change");
