/*
 * change
 *
 * Revision:  002  3b6a56058bb2
 * Revises:   001  f605fa987ca6
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "all_counts");
    drop_materialized_view(m, "counts");
    drop_view(m, "active_users");
}

static void downgrade(migration *m)
{
    create_view(m, "active_users", QUERY("SELECT id, email FROM users WHERE active"));
    comment(m, ON_COLUMN("active_users", "email"), "how we reach them");
    create_rule(m, "active_users", "no_insert", EVENT(insert), INSTEAD, DO("NOTHING"));

    create_materialized_view(m, "counts",
        QUERY("SELECT email, count(*) AS n FROM active_users GROUP BY email"), COMMENT("Counted."));

    create_view(m, "all_counts", QUERY("SELECT * FROM counts"));
    comment(m, ON_COLUMN("counts", "n"), "how many");
    create_index(m, "idx_counts_email", UNIQUE_ON("counts", "email"));
}

MIGRATION(.number = 2, .revision = "3b6a56058bb2", .down_revision = "f605fa987ca6", .name = "change");
