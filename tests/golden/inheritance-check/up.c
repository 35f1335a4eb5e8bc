/*
 * change
 *
 * Revision:  002  a8ccb62a02e6
 * Revises:   001  6cba1febf483
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "base", "base_f_check");
    add_constraint(m, "keeps", CHECK("f > 0", NAME("base_f_check")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "keeps", "base_f_check");
    add_constraint(m, "base", CHECK("f > 0", NAME("base_f_check")));
}

MIGRATION(.number = 2, .revision = "a8ccb62a02e6", .down_revision = "6cba1febf483", .name = "change");
