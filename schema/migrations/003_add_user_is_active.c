/*
 * add_user_is_active
 *
 * Revision:  003  35567be180b2
 * Revises:   002  d4a63b214a63
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "users",
        COLUMN("is_active", "boolean", NOT_NULL, DEFAULT("true"), COMMENT("may sign in")));
}

static void downgrade(migration *m)
{
    drop_column(m, "users", "is_active");
}

MIGRATION(.number = 3, .revision = "35567be180b2", .down_revision = "d4a63b214a63", .name = "add_user_is_active");
