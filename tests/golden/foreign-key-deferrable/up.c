/*
 * change
 *
 * Revision:  002  22b81bd31a87
 * Revises:   001  62fbf7532548
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    alter_constraint(m, "orders", "orders_a_fkey", INITIALLY_DEFERRED);
    alter_constraint(m, "orders", "orders_b_fkey", NOT_DEFERRABLE);
    alter_constraint(m, "orders", "orders_c_fkey", DEFERRABLE);
    alter_constraint(m, "orders", "orders_d_fkey", NOT_DEFERRABLE);
    validate_constraint(m, "orders", "orders_d_fkey");
}

static void downgrade(migration *m)
{
    drop_constraint(m, "orders", "orders_d_fkey");
    alter_constraint(m, "orders", "orders_a_fkey", NOT_DEFERRABLE);
    alter_constraint(m, "orders", "orders_b_fkey", DEFERRABLE);
    alter_constraint(m, "orders", "orders_c_fkey", INITIALLY_DEFERRED);
    add_constraint(m, "orders",
        FOREIGN_KEY("d", REFERENCES("users", "id"), NOT_VALID, INITIALLY_DEFERRED));
}

MIGRATION(.number = 2, .revision = "22b81bd31a87", .down_revision = "62fbf7532548", .name = "change");
