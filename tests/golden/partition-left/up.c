/*
 * change
 *
 * Revision:  002  fe8a486009d1
 * Revises:   001  c7ac77585a97
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    detach_partition(m, "events", "events_2023");
    drop_constraint(m, "events_2023", "events_user_id_fkey");
    drop_index(m, "events_2023_n_idx");
    drop_constraint(m, "events_2023", "events_2023_pkey");
    drop_constraint(m, "events_2023", "events_n_check");
    drop_index(m, "idx_events_n");
    alter_column(m, "events_2023", "id", NULLABLE);
    alter_column(m, "events_2023", "day", NULLABLE);
    alter_column(m, "events_2023", "n", NULLABLE, NO_DEFAULT);
    create_index(m, "events_2024_n_idx", ON("events_2024", "n"));
}

static void downgrade(migration *m)
{
    create_index(m, "idx_events_n", ON("events", "n"));
    alter_column(m, "events_2023", "id", NOT_NULL);
    alter_column(m, "events_2023", "day", NOT_NULL);
    alter_column(m, "events_2023", "n", NOT_NULL, DEFAULT("nextval('events_n_seq')"));
    add_constraint(m, "events_2023", CHECK("n > 0", NAME("events_n_check")));

    attach_partition(m, "events", "events_2023",
        "FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')");
}

MIGRATION(.number = 2, .revision = "fe8a486009d1", .down_revision = "c7ac77585a97", .name = "change");
