/*
 * change
 *
 * Revision:  002  34166b4f71bf
 * Revises:   001  1df783094fff
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_constraint(m, "teams", UNIQUE("id", "region"));
    add_constraint(m, "teams", UNIQUE("region", "id"));

    add_constraint(m, "members",
        FOREIGN_KEY("region", "team", REFERENCES("teams", "region", "id"), MATCH(FULL),
                    INITIALLY_DEFERRED, NAME("members_full")));
    add_constraint(m, "members",
        FOREIGN_KEY("team", "region", REFERENCES("teams", "id", "region"), ON_DELETE(SET NULL),
                    SET_COLUMNS("region"), NAME("members_team")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_full");
    drop_constraint(m, "members", "members_team");
    drop_constraint(m, "teams", "teams_id_region_key");
    drop_constraint(m, "teams", "teams_region_id_key");
}

MIGRATION(.number = 2, .revision = "34166b4f71bf", .down_revision = "1df783094fff", .name = "change");
