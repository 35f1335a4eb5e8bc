/*
 * change
 *
 * Revision:  002  9ecd8dac1121
 * Revises:   001  9c2593e97057
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_column(m, "users", "a", DEFAULT("'it''s \"y\" \\ 100%'"));
    alter_column(m, "users", "b", DEFAULT("4"));
    alter_column(m, "users", "c", NO_DEFAULT);
}

static void downgrade(migration *m)
{
    alter_column(m, "users", "a", DEFAULT("'x'"));
    alter_column(m, "users", "b", NO_DEFAULT);
    alter_column(m, "users", "c", DEFAULT("3"));
}

MIGRATION(.number = 2, .revision = "9ecd8dac1121", .down_revision = "9c2593e97057", .name = "change");
