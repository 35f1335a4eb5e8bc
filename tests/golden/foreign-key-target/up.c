/*
 * change
 *
 * Revision:  002  1b7091b0e23d
 * Revises:   001  49d59a436b8f
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "members", "members_team_fkey");

    create_table(m, "groups",
        COLUMN("id", "bigint", NOT_NULL),
        PRIMARY_KEY("id"));

    add_constraint(m, "members",
        FOREIGN_KEY("team", REFERENCES("groups", "id"), ON_DELETE(CASCADE)));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_team_fkey");
    drop_table(m, "groups");

    add_constraint(m, "members",
        FOREIGN_KEY("team", REFERENCES("teams", "id"), ON_DELETE(CASCADE)));
}

MIGRATION(.number = 2, .revision = "1b7091b0e23d", .down_revision = "49d59a436b8f", .name = "change");
