/*
 * change
 *
 * Revision:  002  8f5cdf3a8de6
 * Revises:   001  657a1f45fb61
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    drop_constraint(m, "notes", "notes_id_kind_fkey");
    detach_partition(m, "events", "events_2");
    loss(m, "the rows of table \"events_1\"");
    detach_partition(m, "events", "events_1");
    drop_table(m, "events_1");
    attach_partition(m, "events", "events_2", "FOR VALUES IN (2, 3)");
    create_table(m, "events_4", OPTIONS(PARTITION_OF("events", "DEFAULT")));

    add_constraint(m, "notes",
        FOREIGN_KEY("id", "kind", REFERENCES("events", "id", "kind"), ON_DELETE(CASCADE)));
}

static void downgrade(migration *m)
{
    drop_constraint(m, "notes", "notes_id_kind_fkey");
    detach_partition(m, "events", "events_4");
    drop_table(m, "events_4");
    detach_partition(m, "events", "events_2");
    create_table(m, "events_1", OPTIONS(PARTITION_OF("events", "FOR VALUES IN (1)")));
    attach_partition(m, "events", "events_2", "FOR VALUES IN (2)");
    add_constraint(m, "notes", FOREIGN_KEY("id", "kind", REFERENCES("events", "id", "kind")));
}

MIGRATION(.number = 2, .revision = "8f5cdf3a8de6", .down_revision = "657a1f45fb61", .name = "change");
