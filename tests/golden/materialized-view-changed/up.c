/*
 * change
 *
 * Revision:  002  c4534dad3b0f
 * Revises:   001  ddfe4f1c5060
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_materialized_view(m, "counts", RESET("autovacuum_enabled"), WITH("fillfactor=90"));
    create_index(m, "idx_counts_active", UNIQUE_ON("counts", "active"));
    create_index(m, "idx_counts_n", ON("counts", "n DESC"), WHERE("n > 1"));
    refresh_materialized_view(m, "later");
    comment(m, ON_MATERIALIZED_VIEW("later"), "filled");
    refresh_materialized_view(m, "sooner", NO_DATA);
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_counts_active");
    drop_index(m, "idx_counts_n");
    alter_materialized_view(m, "counts", WITH("autovacuum_enabled=false", "fillfactor=70"));
    refresh_materialized_view(m, "later", NO_DATA);
    comment(m, ON_MATERIALIZED_VIEW("later"), NO_COMMENT);
    refresh_materialized_view(m, "sooner");
}

MIGRATION(.number = 2, .revision = "c4534dad3b0f", .down_revision = "ddfe4f1c5060", .name = "change");
