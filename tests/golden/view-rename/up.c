/*
 * change
 *
 * Revision:  002  3fe6d9435cc2
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
    drop_materialized_view(m, "totals");
    drop_view(m, "few.few_users");
    create_view(m, "few.few_users", QUERY("SELECT id FROM people"));

    create_materialized_view(m, "totals",
        QUERY("SELECT count(*) AS n FROM people a WHERE a.id > 0"));
    create_index(m, "idx_totals_n", ON("totals", "n"));
}

static void downgrade(migration *m)
{
    rename_view(m, "few.few_users", "few_users");
    rename_view(m, "people", "active_users");
    rename_materialized_view(m, "totals", "counts");
    rename_index(m, "idx_totals_n", "idx_counts_n");
    drop_materialized_view(m, "counts");
    drop_view(m, "few_users");
    drop_schema(m, "few");
    create_view(m, "few_users", QUERY("SELECT id FROM active_users"));

    create_materialized_view(m, "counts",
        QUERY("SELECT count(*) AS n FROM active_users a WHERE a.id > 0"));
    create_index(m, "idx_counts_n", ON("counts", "n"));
}

MIGRATION(.number = 2, .revision = "3fe6d9435cc2", .down_revision = "f9a319993db1", .name = "change");
