/*
 * change
 *
 * Revision:  002  63909ea9d5d1
 * Revises:   001  63cf31c1bd92
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "members", "u");
    add_constraint(m, "members", UNIQUE("team", "role", NULLS_NOT_DISTINCT, DEFERRABLE, NAME("u")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "u");
    add_constraint(m, "members", UNIQUE("team", "role", NAME("u")));
}

MIGRATION(.number = 2, .revision = "63909ea9d5d1", .down_revision = "63cf31c1bd92", .name = "change");
