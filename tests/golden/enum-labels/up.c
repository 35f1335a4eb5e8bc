/*
 * change
 *
 * Revision:  001  38acde2f37dd
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "billing");
    create_enum(m, "billing.Place", "here", "there");
    create_enum(m, "flag", "a", "b");
    create_enum(m, "size", "xs", "extra_large", "Größe 'M' \"\\ 100%");
    comment(m, ON_TYPE("size"), "One, two.");

    create_table(m, "things",
        COLUMN("id",    "integer",           NOT_NULL),
        COLUMN("size",  "size",              DEFAULT("'extra_large'")),
        COLUMN("flag",  "flag"),
        COLUMN("place", "billing.\"Place\"", DEFAULT("'here'")),
        PRIMARY_KEY("id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "things");
    drop_type(m, "billing.Place");
    drop_type(m, "flag");
    drop_type(m, "size");
    drop_schema(m, "billing");
}

MIGRATION(.number = 1, .revision = "38acde2f37dd", .name = "change");
