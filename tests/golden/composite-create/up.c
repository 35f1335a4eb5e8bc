/*
 * change
 *
 * Revision:  002  e012dd9eb56a
 * Revises:   001  73bb1754c607
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "people");
    create_enum(m, "mood", "sad", "glad");
    create_domain(m, "zip", "text", CONSTRAINTS(CHECK("VALUE ~ '^[0-9]+$'")));

    create_composite(m, "address",
        ATTRIBUTE("street",      "varchar(100)", COLLATE("C"), COMMENT("with the number")),
        ATTRIBUTE("postal code", "zip"),
        ATTRIBUTE("lines",       "text[]"),
        ATTRIBUTE("mood",        "mood"),
        OPTIONS(COMMENT("Where somebody lives.")));

    create_composite(m, "people.person",
        ATTRIBUTE("name",   "text"),
        ATTRIBUTE("home",   "address"),
        ATTRIBUTE("others", "address[]"));

    add_column(m, "users",
        COLUMN("home",    "address"),
        COLUMN("self_",   "people.person"),
        COLUMN("history", "address[]"),
        COLUMN("as_text", "people.person[]"));
    add_constraint(m, "users", CHECK("(home).street <> 'none'"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "users", "users_home_check");
    drop_column(m, "users", "home");
    drop_column(m, "users", "self_");
    drop_column(m, "users", "history");
    drop_column(m, "users", "as_text");
    drop_type(m, "people.person");
    drop_type(m, "address");
    drop_domain(m, "zip");
    drop_type(m, "mood");
    drop_schema(m, "people");
}

MIGRATION(.number = 2, .revision = "e012dd9eb56a", .down_revision = "73bb1754c607", .name = "change");
