/*
 * change
 *
 * Revision:  001  44daadae6f90
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "user_state", "active", "banned for good", "gone");
    comment(m, ON_TYPE("user_state"), "State of an account.");

    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_table(m, "users",
        COLUMN("id",         "bigint",       NOT_NULL, IDENTITY),
        COLUMN("email",      "varchar(255)", NOT_NULL, COMMENT("where we reach them")),
        COLUMN("state",      "user_state",   NOT_NULL, DEFAULT("'active'")),
        COLUMN("invited_by", "bigint"),
        COLUMN("age",        "integer"),
        COLUMN("created_at", "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at", "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("email"),
        CHECK("age >= 0 AND age < 200"),
        FOREIGN_KEY("invited_by", REFERENCES("users", "id"), ON_DELETE(SET NULL)),
        OPTIONS(COMMENT("People who can log in.")));
    create_index(m, "idx_users_lower_email", UNIQUE_ON("users", "lower(email)"));
    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "notifications",
        COLUMN("id",         "bigint",      NOT_NULL, IDENTITY),
        COLUMN("user_id",    "bigint",      NOT_NULL),
        COLUMN("type",       "varchar(50)", NOT_NULL),
        COLUMN("message",    "text"),
        COLUMN("is_read",    "boolean",     NOT_NULL, DEFAULT("false")),
        COLUMN("data",       "jsonb"),
        COLUMN("created_at", "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What a user is told about.")));
    create_index(m, "idx_notifications_user_id_created_at",
        ON("notifications", "user_id", "created_at DESC"), WHERE("is_read = false"));
}

static void downgrade(migration *m)
{
    drop_table(m, "notifications");
    drop_table(m, "users");
    drop_function(m, "set_updated_at()");
    drop_type(m, "user_state");
}

MIGRATION(.number = 1, .revision = "44daadae6f90", .name = "change");
