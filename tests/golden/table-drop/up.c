/*
 * change
 *
 * Revision:  002  65b410f6d802
 * Revises:   001  7611510adbf1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the rows of table \"posts\"");
    drop_table(m, "posts");
}

static void downgrade(migration *m)
{
    create_table(m, "posts",
        COLUMN("id",        "bigint",       NOT_NULL, IDENTITY),
        COLUMN("author_id", "bigint",       NOT_NULL),
        COLUMN("title",     "varchar(200)", NOT_NULL),
        PRIMARY_KEY("id"),
        UNIQUE("title"),
        FOREIGN_KEY("author_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)));
    create_index(m, "idx_posts_author_id", ON("posts", "author_id"));
}

MIGRATION(.number = 2, .revision = "65b410f6d802", .down_revision = "7611510adbf1", .name = "change");
