/*
 * change
 *
 * Revision:  001  a24eef46acca
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_enum(m, "mood", "sad", "glad");
    create_domain(m, "good_mood", "mood", CONSTRAINTS(CHECK("VALUE <> 'sad'")));
    create_domain(m, "user_number", "bigint", CONSTRAINTS(CHECK("VALUE > 0")));
    create_domain(m, "leader_number", "user_number");
    create_domain(m, "yes", "boolean", NOT_NULL);

    create_table(m, "users",
        COLUMN("id",       "user_number", NOT_NULL),
        COLUMN("now",      "good_mood",   NOT_NULL, DEFAULT("'glad'")),
        COLUMN("is_there", "yes",         DEFAULT("true")),
        PRIMARY_KEY("id"));
    create_index(m, "idx_users_now", ON("users", "now"));

    create_table(m, "teams",
        COLUMN("id",     "integer",       NOT_NULL),
        COLUMN("leader", "leader_number", NOT_NULL),
        COLUMN("second", "bigint"),
        COLUMN("team",   "user_number"),
        PRIMARY_KEY("id"),
        UNIQUE("leader", "second"),
        FOREIGN_KEY("leader", REFERENCES("users", "id")),
        FOREIGN_KEY("second", REFERENCES("users", "id")),
        FOREIGN_KEY("team", REFERENCES("teams", "id")));
}

static void downgrade(migration *m)
{
    drop_table(m, "teams");
    drop_table(m, "users");
    drop_domain(m, "yes");
    drop_domain(m, "leader_number");
    drop_domain(m, "user_number");
    drop_domain(m, "good_mood");
    drop_type(m, "mood");
}

MIGRATION(.number = 1, .revision = "a24eef46acca", .name = "change");
