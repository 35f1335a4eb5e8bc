/*
 * change
 *
 * Revision:  002  b05c1d1c92d4
 * Revises:   001  dd4ab2dac29d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "posts", "posts_author_id_check");
    drop_column(m, "posts", "next");
    alter_column(m, "users", "id", TYPE("bigint"));
    alter_column(m, "posts", "id", TYPE("bigint"));
    alter_column(m, "posts", "author_id", TYPE("bigint"));
    add_column(m, "posts", COLUMN("next", "bigint", GENERATED("author_id + 1")));
    add_constraint(m, "posts", CHECK("author_id > 0"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "posts", "posts_author_id_check");
    drop_column(m, "posts", "next");
    alter_column(m, "users", "id", TYPE("integer"));
    alter_column(m, "posts", "id", TYPE("integer"));
    alter_column(m, "posts", "author_id", TYPE("integer"));
    add_column(m, "posts", COLUMN("next", "integer", GENERATED("author_id + 1")));
    add_constraint(m, "posts", CHECK("author_id > 0"));
}

MIGRATION(.number = 2, .revision = "b05c1d1c92d4", .down_revision = "dd4ab2dac29d", .name = "change");
