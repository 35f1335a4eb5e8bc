/*
 * change
 *
 * Revision:  002  38f1cb452f98
 * Revises:   001  7611510adbf1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "users", "people");
    rename_constraint(m, "people", "users_pkey", "people_pkey");
    rename_sequence(m, "users_id_seq", "people_id_seq");
}

static void downgrade(migration *m)
{
    rename_table(m, "people", "users");
    rename_constraint(m, "users", "people_pkey", "users_pkey");
    rename_sequence(m, "people_id_seq", "users_id_seq");
}

MIGRATION(.number = 2, .revision = "38f1cb452f98", .down_revision = "7611510adbf1", .name = "change");
