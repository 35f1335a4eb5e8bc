/*
 * change
 *
 * Revision:  002  c6afa2cd87b8
 * Revises:   001  0a69b3a3b414
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_attribute(m, "address", "number", "house");
    loss(m, "the values of attribute \"address.gone\"");
    drop_attribute(m, "address", "gone");
    comment(m, ON_TYPE("address"), "Where somebody lives.");
    comment(m, ON_COLUMN("address", "street"), "and nothing else");
    add_attribute(m, "address", ATTRIBUTE("country", "text", COMMENT("in letters")));
    add_attribute(m, "address", ATTRIBUTE("zip", "varchar(10)"));
}

static void downgrade(migration *m)
{
    rename_attribute(m, "address", "house", "number");
    drop_attribute(m, "address", "country");
    drop_attribute(m, "address", "zip");
    comment(m, ON_TYPE("address"), NO_COMMENT);
    comment(m, ON_COLUMN("address", "street"), "with the number");
    add_attribute(m, "address", ATTRIBUTE("gone", "text"));
}

MIGRATION(.number = 2, .revision = "c6afa2cd87b8", .down_revision = "0a69b3a3b414", .name = "change");
