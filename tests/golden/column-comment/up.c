/*
 * change
 *
 * Revision:  002  bd327d0e97dd
 * Revises:   001  22a9f9a3990d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    comment(m, ON_COLUMN("counters", "n"), "the first, it's \"changed\"");
    comment(m, ON_COLUMN("counters", "m"), NO_COMMENT);
    comment(m, ON_COLUMN("counters", "o"), "100% \\ größe 漢");
}

static void downgrade(migration *m)
{
    comment(m, ON_COLUMN("counters", "n"), "the first");
    comment(m, ON_COLUMN("counters", "m"), "the second");
    comment(m, ON_COLUMN("counters", "o"), NO_COMMENT);
}

MIGRATION(.number = 2, .revision = "bd327d0e97dd", .down_revision = "22a9f9a3990d", .name = "change");
