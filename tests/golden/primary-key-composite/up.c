/*
 * change
 *
 * Revision:  002  0a0f0d619ff3
 * Revises:   001  d734c332cf0c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "members", "members_pkey");
    add_constraint(m, "members", PRIMARY_KEY("team", "person"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_pkey");
    add_constraint(m, "members", PRIMARY_KEY("person"));
}

MIGRATION(.number = 2, .revision = "0a0f0d619ff3", .down_revision = "d734c332cf0c", .name = "change");
