/*
 * change
 *
 * Revision:  002  e2343715cac2
 * Revises:   001  d701338653a2
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_view(m, "a", SECURITY_BARRIER, CHECK_OPTION(cascaded));
    alter_view(m, "b", NO_SECURITY_BARRIER, NO_CHECK_OPTION);
    alter_view(m, "c", CHECK_OPTION(cascaded));
    comment(m, ON_VIEW("c"), "new");
}

static void downgrade(migration *m)
{
    alter_view(m, "a", NO_SECURITY_BARRIER, NO_CHECK_OPTION);
    alter_view(m, "b", SECURITY_BARRIER, CHECK_OPTION(local));
    alter_view(m, "c", CHECK_OPTION(local));
    comment(m, ON_VIEW("c"), "old");
}

MIGRATION(.number = 2, .revision = "e2343715cac2", .down_revision = "d701338653a2", .name = "change");
