/*
 * change
 *
 * Revision:  002  4eb6bfabe1dd
 * Revises:   001  9ccd9c5b1366
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_constraint(m, "members", UNIQUE("person"));
    add_constraint(m, "members", UNIQUE("team", "person", INITIALLY_DEFERRED));
    add_constraint(m, "members", UNIQUE("team", "role", NULLS_NOT_DISTINCT));
    add_constraint(m, "members",
        UNIQUE("role", INCLUDE("person"), WITH("fillfactor=90"), NAME("one_role")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "members", "members_person_key");
    drop_constraint(m, "members", "members_team_person_key");
    drop_constraint(m, "members", "members_team_role_key");
    drop_constraint(m, "members", "one_role");
}

MIGRATION(.number = 2, .revision = "4eb6bfabe1dd", .down_revision = "9ccd9c5b1366", .name = "change");
