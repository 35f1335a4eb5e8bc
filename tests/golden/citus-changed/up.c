/*
 * change
 *
 * Revision:  002  8100c8cabb7b
 * Revises:   001  016693fbd3de
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "orders", "orders_currency_fkey");
    drop_constraint(m, "orders", "orders_tenant_id_fkey");
    loss(m, "the rows of table \"old\"");
    drop_table(m, "old");
    undistribute_table(m, "notes");
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
    reference_table(m, "notes");
    alter_distributed_table(m, "orders", COLOCATE_WITH("tenants"));
    add_constraint(m, "orders", FOREIGN_KEY("tenant_id", REFERENCES("tenants", "id")));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "orders", "orders_tenant_id_fkey");
    undistribute_table(m, "notes");
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

    distributed_table(m, "notes", "id");
    create_table(m, "old", COLUMN("id", "bigint"));
    distributed_table(m, "old", "id");
    alter_distributed_table(m, "tenants", SHARD_COUNT(default));
    alter_distributed_table(m, "orders", COLOCATE_WITH("tenants"));
    add_constraint(m, "orders", FOREIGN_KEY("currency", REFERENCES("currencies", "code")));
    add_constraint(m, "orders", FOREIGN_KEY("tenant_id", REFERENCES("tenants", "id")));
}

MIGRATION(.number = 2, .revision = "8100c8cabb7b", .down_revision = "016693fbd3de", .name = "change");
