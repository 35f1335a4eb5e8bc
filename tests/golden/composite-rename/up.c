/*
 * change
 *
 * Revision:  002  919ef1ee163f
 * Revises:   001  4bd68876c35b
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "geo");
    rename_type(m, "address", "geo.place");
}

static void downgrade(migration *m)
{
    rename_type(m, "geo.place", "address");
    drop_schema(m, "geo");
}

MIGRATION(.number = 2, .revision = "919ef1ee163f", .down_revision = "4bd68876c35b", .name = "change");
