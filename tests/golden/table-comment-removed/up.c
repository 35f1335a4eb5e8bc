/*
 * change
 *
 * Revision:  002  0d612747d4cf
 * Revises:   001  4a91b23482fc
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    comment(m, ON_TABLE("users"), NO_COMMENT);
}

static void downgrade(migration *m)
{
    comment(m, ON_TABLE("users"), "Who they are.");
}

MIGRATION(.number = 2, .revision = "0d612747d4cf", .down_revision = "4a91b23482fc", .name = "change");
