/*
 * change
 *
 * Revision:  002  d80aa900b60a
 * Revises:   001  2b2cd1783849
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_cast(m, "bigint AS macaddr");
    drop_cast(m, "text AS pair");
    create_cast(m, "integer AS boolean[]", INOUT);
    comment(m, ON_CAST("pair AS text"), "as '(1,2)'");
    create_cast(m, "text AS pair", INOUT, IMPLICIT);
}

static void downgrade(migration *m)
{
    drop_cast(m, "integer AS boolean[]");
    drop_cast(m, "text AS pair");
    create_cast(m, "bigint AS macaddr", INOUT);
    comment(m, ON_CAST("pair AS text"), "as (1,2)");
    create_cast(m, "text AS pair", INOUT);
}

MIGRATION(.number = 2, .revision = "d80aa900b60a", .down_revision = "2b2cd1783849", .name = "change");
