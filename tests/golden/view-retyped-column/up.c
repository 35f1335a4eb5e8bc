/*
 * change
 *
 * Revision:  002  67f7b778f821
 * Revises:   001  9a16d3139a99
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_materialized_view(m, "counts");
    drop_view(m, "few_users");
    drop_view(m, "active_users");
    drop_rule(m, "users", "keep");
    alter_column(m, "users", "email", TYPE("varchar(80)"));
    create_rule(m, "users", "keep", EVENT(delete), WHERE("old.email = 'x'"), INSTEAD,
        DO("NOTHING"));

    create_view(m, "active_users", QUERY("SELECT id, email FROM users WHERE active"));
    comment(m, ON_COLUMN("active_users", "email"), "kept");
    create_view(m, "few_users", QUERY("SELECT id FROM active_users"));

    create_materialized_view(m, "counts",
        QUERY("SELECT email, count(*) AS n FROM users GROUP BY email"));
    create_index(m, "idx_counts_email", UNIQUE_ON("counts", "email"));
}

static void downgrade(migration *m)
{
    drop_materialized_view(m, "counts");
    drop_view(m, "few_users");
    drop_view(m, "active_users");
    drop_rule(m, "users", "keep");
    alter_column(m, "users", "email", TYPE("text"));
    create_rule(m, "users", "keep", EVENT(delete), WHERE("old.email = 'x'"), INSTEAD,
        DO("NOTHING"));

    create_view(m, "active_users", QUERY("SELECT id, email FROM users WHERE active"));
    comment(m, ON_COLUMN("active_users", "email"), "kept");
    create_view(m, "few_users", QUERY("SELECT id FROM active_users"));

    create_materialized_view(m, "counts",
        QUERY("SELECT email, count(*) AS n FROM users GROUP BY email"));
    create_index(m, "idx_counts_email", UNIQUE_ON("counts", "email"));
}

MIGRATION(.number = 2, .revision = "67f7b778f821", .down_revision = "9a16d3139a99", .name = "change");
