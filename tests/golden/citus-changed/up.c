/*
 * change
 *
 * Revision:  002  8978e0583787
 * Revises:   001  3a799c32eaa6
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the rows of table \"old\"");
    drop_table(m, "old");
    undistribute_table(m, "notes");
    drop_constraint(m, "lines", "lines_tenant_id_order_id_fkey");
    drop_constraint(m, "orders", "orders_currency_fkey");
    drop_constraint(m, "orders", "orders_tenant_id_fkey");
    drop_constraint(m, "events", "events_pkey");
    undistribute_table(m, "devices");
    undistribute_table(m, "currencies");
    reference_table(m, "countries");
    alter_column(m, "devices", "id", TYPE("bigint"));
    distributed_table(m, "devices", "id");
    alter_distributed_table(m, "tenants", SHARD_COUNT(64));
    add_constraint(m, "tenants", FOREIGN_KEY("country", REFERENCES("countries", "code")));
    alter_distributed_table(m, "events", DISTRIBUTED_BY("tenant"), COLOCATE_WITH("tenants"));
    add_constraint(m, "events", PRIMARY_KEY("tenant", "device"));
    add_constraint(m, "events", FOREIGN_KEY("tenant", REFERENCES("tenants", "id")));
    alter_distributed_table(m, "orders", COLOCATE_WITH("tenants"));
    add_constraint(m, "orders", FOREIGN_KEY("tenant_id", REFERENCES("tenants", "id")));
    alter_distributed_table(m, "lines", COLOCATE_WITH("orders"));
    add_constraint(m, "lines",
        FOREIGN_KEY("tenant_id", "order_id", REFERENCES("orders", "tenant_id", "id"), DEFERRABLE));

    reference_table(m, "notes");
}

static void downgrade(migration *m)
{
    undistribute_table(m, "notes");
    drop_constraint(m, "lines", "lines_tenant_id_order_id_fkey");
    drop_constraint(m, "orders", "orders_tenant_id_fkey");
    drop_constraint(m, "events", "events_tenant_fkey");
    drop_constraint(m, "events", "events_pkey");
    drop_constraint(m, "tenants", "tenants_country_fkey");
    undistribute_table(m, "devices");
    undistribute_table(m, "countries");
    reference_table(m, "currencies");
    alter_column(m, "devices", "id", TYPE("integer"));
    distributed_table(m, "devices", "id");

    alter_distributed_table(m, "events", DISTRIBUTED_BY("id"), COLOCATE_WITH("none"),
        SHARD_COUNT(default));
    add_constraint(m, "events", PRIMARY_KEY("id"));

    alter_distributed_table(m, "tenants", SHARD_COUNT(default));
    alter_distributed_table(m, "orders", COLOCATE_WITH("tenants"));
    add_constraint(m, "orders", FOREIGN_KEY("currency", REFERENCES("currencies", "code")));
    add_constraint(m, "orders", FOREIGN_KEY("tenant_id", REFERENCES("tenants", "id")));
    alter_distributed_table(m, "lines", COLOCATE_WITH("orders"));
    add_constraint(m, "lines",
        FOREIGN_KEY("tenant_id", "order_id", REFERENCES("orders", "tenant_id", "id")));

    distributed_table(m, "notes", "id");
    create_table(m, "old", COLUMN("id", "bigint"));
    distributed_table(m, "old", "id");
}

MIGRATION(.number = 2, .revision = "8978e0583787", .down_revision = "3a799c32eaa6", .name = "change");
