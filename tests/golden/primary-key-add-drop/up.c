/*
 * change
 *
 * Revision:  002  d15b7d4fd9c4
 * Revises:   001  72446bf758bb
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "others", "others_pkey");
    alter_column(m, "members", "person", NOT_NULL);
    add_constraint(m, "members",
        PRIMARY_KEY("person", INCLUDE("role"), WITH("fillfactor=80"), NAME("members_key")));

    alter_column(m, "others", "id", NULLABLE);
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_key");
    alter_column(m, "members", "person", NULLABLE);
    alter_column(m, "others", "id", NOT_NULL);
    add_constraint(m, "others", PRIMARY_KEY("id"));
}

MIGRATION(.number = 2, .revision = "d15b7d4fd9c4", .down_revision = "72446bf758bb", .name = "change");
