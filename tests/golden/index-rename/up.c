/*
 * change
 *
 * Revision:  002  8cfdabdcd043
 * Revises:   001  271f05f7ccf8
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_index(m, "i", "k");
}

static void downgrade(migration *m)
{
    rename_index(m, "k", "i");
}

MIGRATION(.number = 2, .revision = "8cfdabdcd043", .down_revision = "271f05f7ccf8", .name = "change");
