/*
 * change
 *
 * Revision:  002  c4c95ef9d9b7
 * Revises:   001  7611510adbf1
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "posts", "articles");
    rename_constraint(m, "articles", "posts_pkey", "articles_pkey");
    rename_constraint(m, "articles", "posts_title_key", "articles_title_key");
    rename_constraint(m, "articles", "posts_author_id_fkey", "articles_author_id_fkey");
    rename_index(m, "idx_posts_author_id", "idx_articles_author_id");
    rename_sequence(m, "posts_id_seq", "articles_id_seq");
}

static void downgrade(migration *m)
{
    rename_table(m, "articles", "posts");
    rename_constraint(m, "posts", "articles_pkey", "posts_pkey");
    rename_constraint(m, "posts", "articles_title_key", "posts_title_key");
    rename_constraint(m, "posts", "articles_author_id_fkey", "posts_author_id_fkey");
    rename_index(m, "idx_articles_author_id", "idx_posts_author_id");
    rename_sequence(m, "articles_id_seq", "posts_id_seq");
}

MIGRATION(.number = 2, .revision = "c4c95ef9d9b7", .down_revision = "7611510adbf1", .name = "change");
