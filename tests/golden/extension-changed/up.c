/*
 * change
 *
 * Revision:  002  2dc5d7edffb9
 * Revises:   001  a00697c18cd7
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_index(m, "idx_users_name");
    create_extension(m, "cube");
    create_extension(m, "earthdistance");
    alter_extension(m, "hstore", DEFAULT_SCHEMA);
    comment(m, ON_EXTENSION("pg_trgm"), "Nearly the same.");
    alter_extension(m, "uuid-ossp", SCHEMA("tools"));
    alter_column(m, "users", "name", TYPE("text"));
    loss(m, "what extension \"citext\" holds, and every value that only it could read");
    drop_extension(m, "citext");
    create_index(m, "idx_users_name", ON("users", "name gin_trgm_ops"), METHOD("gin"));
}

static void downgrade(migration *m)
{
    drop_index(m, "idx_users_name");
    create_extension(m, "citext");
    alter_extension(m, "hstore", SCHEMA("tools"));
    alter_extension(m, "pg_trgm", VERSION("1.5"), OR_RECREATE);
    comment(m, ON_EXTENSION("pg_trgm"), "Trigrams.");
    alter_extension(m, "uuid-ossp", DEFAULT_SCHEMA);
    alter_column(m, "users", "name", TYPE("citext"), USING("name::citext"));
    drop_extension(m, "earthdistance");
    drop_extension(m, "cube");
    create_index(m, "idx_users_name", ON("users", "name"));
}

MIGRATION(.number = 2, .revision = "2dc5d7edffb9", .down_revision = "a00697c18cd7", .name = "change");
