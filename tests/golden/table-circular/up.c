/*
 * change
 *
 * Revision:  002  c21a44b81783
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "users", COLUMN("team_id", "bigint"));

    create_table(m, "teams",
        COLUMN("id",        "bigint", NOT_NULL, IDENTITY),
        COLUMN("leader_id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("leader_id", REFERENCES("users", "id"), ON_DELETE(RESTRICT)));

    add_constraint(m, "users",
        FOREIGN_KEY("team_id", REFERENCES("teams", "id"), ON_DELETE(SET NULL)));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "users", "users_team_id_fkey");
    drop_table(m, "teams");
    drop_column(m, "users", "team_id");
}

MIGRATION(.number = 2, .revision = "c21a44b81783", .down_revision = "d88c1973724d", .name = "change");
