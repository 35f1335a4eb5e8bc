/*
 * change
 *
 * Revision:  002  223f4351b9f6
 * Revises:   001  b26b32561570
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_view(m, "unknown");
    drop_view(m, "retyped");
    drop_view(m, "narrow");
    drop_view(m, "everyone");

    create_view(m, "active_users", OR_REPLACE,
        QUERY("SELECT u.id, u.email, count(*) AS n, upper(email), 1 AS one, 'x'::text AS more "
              "FROM users u GROUP BY u.id"));

    create_view(m, "few", OR_REPLACE, QUERY("SELECT id, id AS id2 FROM active_users"));

    create_view(m, "both", OR_REPLACE,
        QUERY("SELECT few.id FROM few EXCEPT SELECT u.id FROM users u"));

    create_view(m, "everyone", QUERY("SELECT * FROM active_users"));
    create_view(m, "narrow", QUERY("SELECT id FROM users"));
    rename_column(m, "renamed", "id", "nr");
    create_view(m, "renamed", OR_REPLACE, QUERY("SELECT id AS nr FROM users"));
    create_view(m, "retyped", QUERY("SELECT id::text AS id FROM users"));

    create_view(m, "sums", OR_REPLACE,
        QUERY("WITH x AS (SELECT id AS nr, email FROM users) SELECT x.nr, y.*, x.email FROM x "
              "LEFT JOIN (SELECT active, 1 AS i FROM users LIMIT 1) y ON true"));

    create_view(m, "unknown", QUERY("SELECT (SELECT 2) AS x"));
}

static void downgrade(migration *m)
{
    drop_view(m, "unknown");
    drop_view(m, "sums");
    drop_view(m, "retyped");
    drop_view(m, "everyone");
    drop_view(m, "both");
    drop_view(m, "few");
    drop_view(m, "active_users");
    create_view(m, "active_users",
        QUERY("SELECT id, email, count(*) OVER () AS n, upper(email), 1 AS one FROM users WHERE "
              "active"));
    comment(m, ON_COLUMN("active_users", "email"), "how we reach them");

    create_view(m, "few", QUERY("SELECT id FROM active_users"));
    create_view(m, "both", QUERY("SELECT id FROM users UNION SELECT id FROM few"));
    create_view(m, "everyone", QUERY("SELECT * FROM active_users"));
    create_view(m, "narrow", OR_REPLACE, QUERY("SELECT id, email FROM users"));
    rename_column(m, "renamed", "nr", "id");
    create_view(m, "renamed", OR_REPLACE, QUERY("SELECT id FROM users"));
    create_view(m, "retyped", QUERY("SELECT id::integer AS id FROM users"));

    create_view(m, "sums",
        QUERY("WITH x AS (SELECT id AS nr FROM users) SELECT x.nr, y.* FROM x LEFT JOIN (SELECT "
              "active FROM users) y ON true"));

    create_view(m, "unknown", QUERY("SELECT (SELECT 1) AS x"));
}

MIGRATION(.number = 2, .revision = "223f4351b9f6", .down_revision = "b26b32561570", .name = "change");
