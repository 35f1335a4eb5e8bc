/*
 * change
 *
 * Revision:  002  46c2d2d6e68d
 * Revises:   001  f9a319993db1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "few");
    rename_view(m, "few_users", "few.few_users");
    rename_view(m, "active_users", "people");
    rename_materialized_view(m, "counts", "totals");
    rename_index(m, "idx_counts_n", "idx_totals_n");
}

static void downgrade(migration *m)
{
    rename_view(m, "few.few_users", "few_users");
    rename_view(m, "people", "active_users");
    rename_materialized_view(m, "totals", "counts");
    rename_index(m, "idx_totals_n", "idx_counts_n");
    drop_schema(m, "few");
}

MIGRATION(.number = 2, .revision = "46c2d2d6e68d", .down_revision = "f9a319993db1", .name = "change");
