/*
 * change
 *
 * Revision:  001  6b89830f454e
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "Mood of day", "so-so, 100%", "it's \"bad\" \\o/");

    create_table(m, "order",
        COLUMN("id",        "bigint",          NOT_NULL, IDENTITY),
        COLUMN("user",      "text",            NOT_NULL),
        COLUMN("group",     "text",            DEFAULT("'x'")),
        COLUMN("größe 漢",   "integer"),
        COLUMN("o\"dd",     "\"Mood of day\"", DEFAULT("'so-so, 100%'")),
        COLUMN("camelCase", "text",            COMMENT("it's \"quoted\", 100% \\ sure")),
        PRIMARY_KEY("id"),
        UNIQUE("camelCase"),
        CHECK("\"größe 漢\" > 0"));
    create_index(m, "idx with space", ON("order", "lower(\"camelCase\")"),
        WHERE("\"user\" <> 'it''s'"));
    create_index(m, "idx_order_user_group", ON("order", "\"user\"", "\"group\" DESC"));
}

static void downgrade(migration *m)
{
    drop_table(m, "order");
    drop_type(m, "Mood of day");
}

MIGRATION(.number = 1, .revision = "6b89830f454e", .name = "change");
