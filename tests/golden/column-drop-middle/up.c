/*
 * change
 *
 * Revision:  002  1d268df9077e
 * Revises:   001  0fd776a172d9
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the values of column \"users.avatar\"");
    drop_column(m, "users", "avatar");
}

static void downgrade(migration *m)
{
    loss(m, "the place of column \"users.avatar\": it comes back as the last one");
    add_column(m, "users", COLUMN("avatar", "text"));
}

MIGRATION(.number = 2, .revision = "1d268df9077e", .down_revision = "0fd776a172d9", .name = "change");
