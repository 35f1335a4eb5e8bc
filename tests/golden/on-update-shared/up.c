/*
 * change
 *
 * Revision:  002  4c269ff86f11
 * Revises:   001  df05c4cf7cec
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_trigger(m, "users", "users_set_updated_at");

    create_table(m, "pages",
        COLUMN("id",         "bigint",      NOT_NULL, IDENTITY),
        COLUMN("email",      "text",        NOT_NULL),
        COLUMN("updated_at", "timestamptz"),
        PRIMARY_KEY("id"));
    create_trigger(m, "pages", "pages_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

static void downgrade(migration *m)
{
    drop_table(m, "pages");

    create_trigger(m, "users", "users_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));
}

MIGRATION(.number = 2, .revision = "4c269ff86f11", .down_revision = "df05c4cf7cec", .name = "change");
