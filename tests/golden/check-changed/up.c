/*
 * change
 *
 * Revision:  002  4100e09904d8
 * Revises:   001  b656d9d6357b
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "members", "members_role_check");
    drop_constraint(m, "members", "members_team_check");
    drop_constraint(m, "members", "not_ten");
    add_constraint(m, "members", CHECK("team >= 0"));
    add_constraint(m, "members", CHECK("team <> person + 11", NAME("not_ten")));
    add_constraint(m, "members", CHECK("person > 0", NAME("real_person")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_team_check");
    drop_constraint(m, "members", "not_ten");
    drop_constraint(m, "members", "real_person");
    add_constraint(m, "members", CHECK("role <> 'z'"));
    add_constraint(m, "members", CHECK("team > 0"));
    add_constraint(m, "members", CHECK("team <> person + 10", NAME("not_ten")));
}

MIGRATION(.number = 2, .revision = "4100e09904d8", .down_revision = "b656d9d6357b", .name = "change");
