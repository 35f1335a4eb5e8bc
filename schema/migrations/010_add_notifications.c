/*
 * add_notifications
 *
 * Revision:  010  077810fb137c
 * Revises:   009  ab3e6104c739
 * Created:   2026-11-23 05:57:35 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "notifications",
        COLUMN("id",         "bigint",       NOT_NULL, IDENTITY),
        COLUMN("user_id",    "bigint",       NOT_NULL),
        COLUMN("type",       "varchar(50)",  NOT_NULL),
        COLUMN("title",      "varchar(200)", NOT_NULL),
        COLUMN("message",    "text"),
        COLUMN("is_read",    "boolean",      NOT_NULL, DEFAULT("false")),
        COLUMN("created_at", "timestamptz",  NOT_NULL, DEFAULT("now()"),
               COMMENT("when it was sent")),
        COLUMN("updated_at", "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What a user is told about.")));
    create_index(m, "idx_notifications_user_id_created_at",
        ON("notifications", "user_id", "created_at DESC"), WHERE("is_read = false"));
    create_trigger(m, "notifications", "notifications_set_updated_at", BEFORE("UPDATE"),
        FOR_EACH_ROW, EXECUTE("set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_table(m, "notifications");
}

MIGRATION(.number = 10, .revision = "077810fb137c", .down_revision = "ab3e6104c739", .name = "add_notifications");
