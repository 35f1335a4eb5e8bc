/*
 * change
 *
 * Revision:  002  1007400ded91
 * Revises:   001  d88c1973724d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_column(m, "users",
        COLUMN("avatar",    "varchar(500)"),
        COLUMN("is_active", "boolean",      NOT_NULL, DEFAULT("true")),
        COLUMN("token",     "uuid",         NOT_NULL, DEFAULT("gen_random_uuid()")));
    add_constraint(m, "users", UNIQUE("token"));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "users", "users_token_key");
    drop_column(m, "users", "avatar");
    drop_column(m, "users", "is_active");
    drop_column(m, "users", "token");
}

MIGRATION(.number = 2, .revision = "1007400ded91", .down_revision = "d88c1973724d", .name = "change");
