/*
 * change
 *
 * Revision:  002  a33c1eb25c26
 * Revises:   001  da09b1c882d0
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "users", "users_email_check");
    drop_constraint(m, "users", "users_email_key");
    loss(m, "the values of column \"users.email\"");
    drop_column(m, "users", "email");
}

static void downgrade(migration *m)
{
    loss(m, "the place of column \"users.email\": it comes back as the last one");
    loss(m, "column \"users.email\" comes back with ctid::text in every row");
    add_column(m, "users", COLUMN("email", "text", NOT_NULL, FILL("ctid::text")));
    add_constraint(m, "users", UNIQUE("email"));
    add_constraint(m, "users", CHECK("email <> ''"));
}

MIGRATION(.number = 2, .revision = "a33c1eb25c26", .down_revision = "da09b1c882d0", .name = "change");
