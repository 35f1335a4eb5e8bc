/*
 * change
 *
 * Revision:  002  a03b1cc889f0
 * Revises:   001  e7c67514b0dc
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the rows of table \"internal.notes\"");
    drop_table(m, "internal.notes");
    drop_schema(m, "internal");
    owner(m, ON_TYPE("order_state"), "golden reader");

    create_table(m, "audit",
        COLUMN("id", "bigint", NOT_NULL, IDENTITY),
        PRIMARY_KEY("id"));
    owner(m, ON_TABLE("audit"), "golden_app");

    owner(m, ON_TABLE("orders"), "golden_app");
    owner(m, ON_TABLE("users"), CURRENT_USER);
}

static void downgrade(migration *m)
{
    drop_table(m, "audit");
    create_schema(m, "internal");
    owner(m, ON_TYPE("order_state"), "golden_app");
    owner(m, ON_TABLE("orders"), CURRENT_USER);
    owner(m, ON_TABLE("users"), "golden_app");

    create_table(m, "internal.notes",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));
    owner(m, ON_TABLE("internal.notes"), "golden reader");
}

MIGRATION(.number = 2, .revision = "a03b1cc889f0", .down_revision = "e7c67514b0dc", .name = "change");
