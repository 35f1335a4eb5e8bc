/*
 * change
 *
 * Revision:  002  df147e749218
 * Revises:   001  e7dec3a0b415
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "v", "active", NO_DEFAULT);
    comment(m, ON_COLUMN("v", "active"), NO_COMMENT);
    alter_column(m, "v", "email", DEFAULT("'b'"));
    comment(m, ON_COLUMN("v", "email"), "new");
    alter_column(m, "v", "id", DEFAULT("1"));
    comment(m, ON_COLUMN("v", "id"), "new");
}

static void downgrade(migration *m)
{
    alter_column(m, "v", "id", NO_DEFAULT);
    comment(m, ON_COLUMN("v", "id"), NO_COMMENT);
    alter_column(m, "v", "active", DEFAULT("true"));
    comment(m, ON_COLUMN("v", "active"), "gone");
    alter_column(m, "v", "email", DEFAULT("'a'"));
    comment(m, ON_COLUMN("v", "email"), "old");
}

MIGRATION(.number = 2, .revision = "df147e749218", .down_revision = "e7dec3a0b415", .name = "change");
