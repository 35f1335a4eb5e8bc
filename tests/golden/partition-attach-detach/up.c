/*
 * change
 *
 * Revision:  002  2c4db19667d6
 * Revises:   001  38e90f82b98d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "events_2030", "events_later");
    rename_constraint(m, "events_later", "events_2030_pkey", "events_later_pkey");
    rename_index(m, "events_2030_n_idx", "events_later_n_idx");
    rename_index(m, "idx_old_events_n", "old_events_n_idx");
    rename_constraint(m, "old_events", "old_events_user_id_fkey", "events_user_id_fkey");
    loss(m, "the rows of table \"events_2031\"");
    drop_table(m, "events_2031");
    detach_partition(m, "events", "events_2025");
    detach_partition(m, "events", "events_2023");
    rename_index(m, "events_2023_n_idx", "idx_events_2023_n");

    attach_partition(m, "events", "events_2025",
        "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");

    create_table(m, "events_named",
        COLUMN("id",      "bigint",  NOT_NULL),
        COLUMN("day",     "date",    NOT_NULL),
        COLUMN("user_id", "bigint"),
        COLUMN("n",       "integer"),
        PRIMARY_KEY("id", "day", NAME("named_key")),
        CHECK("n > 0", NAME("events_n_check")));
    create_index(m, "idx_events_named_n", ON("events_named", "n"));

    attach_partition(m, "events", "events_named",
        "FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')");

    create_table(m, "events_new",
        OPTIONS(PARTITION_OF("events", "FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')")));

    attach_partition(m, "events", "old_events", "FOR VALUES FROM (MINVALUE) TO ('2023-01-01')");
}

static void downgrade(migration *m)
{
    rename_table(m, "events_later", "events_2030");
    rename_constraint(m, "events_2030", "events_later_pkey", "events_2030_pkey");
    rename_index(m, "events_later_n_idx", "events_2030_n_idx");
    detach_partition(m, "events", "old_events");
    drop_table(m, "events_new");
    drop_table(m, "events_named");
    detach_partition(m, "events", "events_2025");
    rename_index(m, "idx_events_2023_n", "events_2023_n_idx");

    attach_partition(m, "events", "events_2023",
        "FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')");
    attach_partition(m, "events", "events_2025",
        "FOR VALUES FROM ('2025-01-01') TO ('2025-07-01')");

    create_table(m, "events_2031",
        OPTIONS(PARTITION_OF("events", "FOR VALUES FROM ('2031-01-01') TO ('2032-01-01')")));

    rename_constraint(m, "old_events", "events_user_id_fkey", "old_events_user_id_fkey");
    rename_index(m, "old_events_n_idx", "idx_old_events_n");
}

MIGRATION(.number = 2, .revision = "2c4db19667d6", .down_revision = "38e90f82b98d", .name = "change");
