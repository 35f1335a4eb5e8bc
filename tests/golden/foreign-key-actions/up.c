/*
 * change
 *
 * Revision:  002  39fbb2eebf26
 * Revises:   001  49d59a436b8f
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "members", "members_team_fkey");
    add_constraint(m, "members",
        FOREIGN_KEY("team", REFERENCES("teams", "id"), ON_DELETE(SET NULL), ON_UPDATE(CASCADE),
                    DEFERRABLE));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_team_fkey");
    add_constraint(m, "members",
        FOREIGN_KEY("team", REFERENCES("teams", "id"), ON_DELETE(CASCADE)));
}

MIGRATION(.number = 2, .revision = "39fbb2eebf26", .down_revision = "49d59a436b8f", .name = "change");
