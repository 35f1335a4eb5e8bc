/*
 * change
 *
 * Revision:  002  be86f8b318de
 * Revises:   001  e758880d2916
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    validate_constraint(m, "orders", "orders_amount_check");
    validate_constraint(m, "orders", "orders_user_id_fkey");
    validate_constraint(m, "refunds", "sensible");
    validate_constraint(m, "refunds", "refunds_order_id_fkey");
}

static void downgrade(migration *m)
{
    drop_constraint(m, "refunds", "refunds_order_id_fkey");
    drop_constraint(m, "refunds", "sensible");
    drop_constraint(m, "orders", "orders_user_id_fkey");
    drop_constraint(m, "orders", "orders_amount_check");
    add_constraint(m, "orders", CHECK("amount > 0", NOT_VALID));
    add_constraint(m, "orders", FOREIGN_KEY("user_id", REFERENCES("users", "id"), NOT_VALID));
    add_constraint(m, "refunds", CHECK("amount > 0 AND order_id > 0", NOT_VALID, NAME("sensible")));
    add_constraint(m, "refunds", FOREIGN_KEY("order_id", REFERENCES("orders", "id"), NOT_VALID));
}

MIGRATION(.number = 2, .revision = "be86f8b318de", .down_revision = "e758880d2916", .name = "change");
