/*
 * change
 *
 * Revision:  002  5dfa06902594
 * Revises:   001  523ed36a5d0c
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "few");
    create_view(m, "Odd View", QUERY("VALUES (1, 'a'), (2, 'b')"));

    create_view(m, "active_users", SECURITY_BARRIER, CHECK_OPTION(local),
        QUERY("SELECT id, email FROM users WHERE active"), COMMENT("Those who are here."));
    alter_column(m, "active_users", "email", DEFAULT("'nobody'"));
    comment(m, ON_COLUMN("active_users", "email"), "how we reach them");

    create_view(m, "nothing", QUERY("SELECT"), COMMENT("no columns"));

    create_view(m, "few.A few",
        QUERY("SELECT *, 'x' AS \"Odd\" FROM active_users ORDER BY id LIMIT 10"));
    comment(m, ON_COLUMN("few.A few", "Odd"), "not even");
}

static void downgrade(migration *m)
{
    drop_view(m, "few.A few");
    drop_view(m, "nothing");
    drop_view(m, "active_users");
    drop_view(m, "Odd View");
    drop_schema(m, "few");
}

MIGRATION(.number = 2, .revision = "5dfa06902594", .down_revision = "523ed36a5d0c", .name = "change");
