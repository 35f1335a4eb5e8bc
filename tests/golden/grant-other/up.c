/*
 * change
 *
 * Revision:  002  676a16ce86c2
 * Revises:   001  92fa6d5ac632
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_schema(m, "billing", "money");
    rename_type(m, "mood", "feeling");
    grant_privileges(m, ON_SCHEMA("public"), TO("public"), "USAGE");
    grant_privileges(m, ON_TYPE("feeling"), TO("public"), "USAGE");
    drop_trigger(m, "users", "users_set_changed_at");
    drop_function(m, "set_changed_at()");
    create_schema(m, "extra");
    grant_privileges(m, ON_SCHEMA("public"), TO("golden reader"), "USAGE");
    revoke_privileges(m, ON_SCHEMA("money"), GRANT_OPTION_FROM("golden_admin"), "USAGE");
    grant_privileges(m, ON_SCHEMA("money"), TO("golden_app"), "CREATE");
    grant_privileges(m, ON_SEQUENCE("users_id_seq"), TO("golden_app"), "ALL");
    grant_privileges(m, ON_SCHEMA("extra"), TO("public"), "ALL");
    revoke_privileges(m, ON_LANGUAGE("plpgsql"), FROM_ROLE("public"), "USAGE");
}

static void downgrade(migration *m)
{
    rename_schema(m, "money", "billing");
    rename_type(m, "feeling", "mood");
    grant_privileges(m, ON_LANGUAGE("plpgsql"), TO("public"), "USAGE");
    revoke_privileges(m, ON_SCHEMA("public"), FROM_ROLE("golden reader"), "USAGE");
    drop_schema(m, "extra");

    create_function(m, "set_changed_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.changed_at = now(); RETURN NEW; END"));

    create_trigger(m, "users", "users_set_changed_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_changed_at()"));

    grant_privileges(m, ON_SCHEMA("billing"), TO_WITH_GRANT_OPTION("golden_admin"), "USAGE");
    grant_privileges(m, ON_FUNCTION("set_changed_at()"), TO("golden_app"), "EXECUTE");
    revoke_privileges(m, ON_SCHEMA("billing"), FROM_ROLE("golden_app"), "CREATE");
    revoke_privileges(m, ON_SEQUENCE("users_id_seq"), FROM_ROLE("golden_app"), "ALL");
    grant_privileges(m, ON_SEQUENCE("users_id_seq"), TO("golden_app"), "SELECT", "USAGE");
    revoke_privileges(m, ON_FUNCTION("set_changed_at()"), FROM_ROLE("public"), "EXECUTE");
    revoke_privileges(m, ON_SCHEMA("public"), FROM_ROLE("public"), "USAGE");
    revoke_privileges(m, ON_TYPE("mood"), FROM_ROLE("public"), "USAGE");
}

MIGRATION(.number = 2, .revision = "676a16ce86c2", .down_revision = "92fa6d5ac632", .name = "change");
