/*
 * change
 *
 * Revision:  002  c2a9db454b7d
 * Revises:   001  c424cb3a4b7e
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    add_constraint(m, "orders", CHECK("amount > 0", NOT_VALID));
    add_constraint(m, "orders", FOREIGN_KEY("user_id", REFERENCES("users", "id"), NOT_VALID));

    create_table(m, "refunds",
        COLUMN("id",       "bigint",  NOT_NULL),
        COLUMN("order_id", "bigint"),
        COLUMN("amount",   "integer"),
        PRIMARY_KEY("id"));
    add_constraint(m, "refunds", CHECK("amount > 0 AND order_id > 0", NOT_VALID, NAME("sensible")));
    add_constraint(m, "refunds", FOREIGN_KEY("order_id", REFERENCES("orders", "id"), NOT_VALID));
}

static void downgrade(migration *m)
{
    drop_table(m, "refunds");
    drop_constraint(m, "orders", "orders_user_id_fkey");
    drop_constraint(m, "orders", "orders_amount_check");
}

MIGRATION(.number = 2, .revision = "c2a9db454b7d", .down_revision = "c424cb3a4b7e", .name = "change");
