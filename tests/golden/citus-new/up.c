/*
 * change
 *
 * Revision:  001  22c544ed808e
 * Revises:   nothing
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_table(m, "countries",
        COLUMN("code", "char(2)", NOT_NULL),
        COLUMN("name", "text",    NOT_NULL),
        PRIMARY_KEY("code"),
        OPTIONS(COMMENT("Every node has them.")));
    reference_table(m, "countries");

    create_table(m, "events",
        COLUMN("Tenant", "bigint", NOT_NULL),
        COLUMN("what",   "text"));
    distributed_table(m, "events", "Tenant", COLOCATE_WITH("none"));
    create_index(m, "idx_events_Tenant_lower_what",
        UNIQUE_ON("events", "\"Tenant\"", "lower(what)"));

    create_table(m, "tenants",
        COLUMN("id",      "bigint",  NOT_NULL),
        COLUMN("name",    "text",    NOT_NULL),
        COLUMN("country", "char(2)"),
        PRIMARY_KEY("id"));
    distributed_table(m, "tenants", "id", SHARD_COUNT(64));
    add_constraint(m, "tenants", FOREIGN_KEY("country", REFERENCES("countries", "code")));

    create_table(m, "orders",
        COLUMN("tenant_id", "bigint", NOT_NULL),
        COLUMN("id",        "bigint", NOT_NULL),
        COLUMN("parent",    "bigint"),
        COLUMN("note",      "text"),
        PRIMARY_KEY("tenant_id", "id"),
        UNIQUE("tenant_id", "note"));
    distributed_table(m, "orders", "tenant_id", COLOCATE_WITH("tenants"));
    add_constraint(m, "orders",
        FOREIGN_KEY("tenant_id", REFERENCES("tenants", "id"), ON_DELETE(CASCADE)));
    add_constraint(m, "orders",
        FOREIGN_KEY("tenant_id", "parent", REFERENCES("orders", "tenant_id", "id")));
    create_index(m, "idx_orders_note", ON("orders", "note"));
}

static void downgrade(migration *m)
{
    drop_table(m, "orders");
    drop_table(m, "tenants");
    drop_table(m, "events");
    drop_table(m, "countries");
}

MIGRATION(.number = 1, .revision = "22c544ed808e", .name = "change");
