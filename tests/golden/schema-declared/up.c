/*
 * change
 *
 * Revision:  002  d7ee2a0ec4dd
 * Revises:   001  6ebf07de211d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_schema(m, "empty", "full");
    comment(m, ON_SCHEMA("public"), "standard public schema");
    create_schema(m, "Odd One");
    owner(m, ON_SCHEMA("billing"), "golden_app");
    comment(m, ON_SCHEMA("billing"), "Money, and what is owed.");
    owner(m, ON_SCHEMA("full"), "golden_app");

    create_table(m, "full.things",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    rename_schema(m, "full", "empty");
    drop_table(m, "empty.things");
    drop_schema(m, "Odd One");
    owner(m, ON_SCHEMA("billing"), CURRENT_USER);
    comment(m, ON_SCHEMA("billing"), "Money.");
    owner(m, ON_SCHEMA("empty"), CURRENT_USER);
    comment(m, ON_SCHEMA("public"), "What everybody sees.");
}

MIGRATION(.number = 2, .revision = "d7ee2a0ec4dd", .down_revision = "6ebf07de211d", .name = "change");
