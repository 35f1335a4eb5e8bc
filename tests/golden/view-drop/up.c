/*
 * change
 *
 * Revision:  002  26af10d109ed
 * Revises:   001  68c998a6552a
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
    comment(m, ON_COLUMN("counts", "n"), "how many");
    create_index(m, "idx_counts_email", UNIQUE_ON("counts", "email"));

    create_view(m, "all_counts", QUERY("SELECT * FROM counts"));
}

MIGRATION(.number = 2, .revision = "26af10d109ed", .down_revision = "68c998a6552a", .name = "change");
