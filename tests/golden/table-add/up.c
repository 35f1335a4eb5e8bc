/*
 * change
 *
 * Revision:  002  d43158c6a11a
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "posts",
        COLUMN("id",        "bigint",       NOT_NULL, IDENTITY),
        COLUMN("author_id", "bigint",       NOT_NULL),
        COLUMN("title",     "varchar(200)", NOT_NULL),
        PRIMARY_KEY("id"),
        FOREIGN_KEY("author_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)));
    create_index(m, "idx_posts_author_id", ON("posts", "author_id"));
}

static void downgrade(migration *m)
{
    drop_table(m, "posts");
}

MIGRATION(.number = 2, .revision = "d43158c6a11a", .down_revision = "d88c1973724d", .name = "change");
