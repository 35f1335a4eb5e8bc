/*
 * change
 *
 * Revision:  002  3b654fe1174b
 * Revises:   001  379a59484e82
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "events", "kind", "what");
    rename_index(m, "idx_events_kind", "idx_events_what");
    rename_index(m, "events_2024_kind_idx", "events_2024_what_idx");
    rename_index(m, "events_2025_kind_idx", "events_2025_what_idx");
    rename_index(m, "events_rest_kind_idx", "events_rest_what_idx");
    drop_constraint(m, "events", "events_n_check");
    loss(m, "the values of column \"events.gone\"");
    drop_column(m, "events", "gone");
    comment(m, ON_TABLE("events"), "What happened.");
    alter_column(m, "events", "what", DEFAULT("'z'"));
    alter_column(m, "events_2025", "what", DEFAULT("'y'"));
    alter_column(m, "events", "n", TYPE("bigint"));
    add_column(m, "events", COLUMN("added", "text", NOT_NULL, DEFAULT("'new'")));
    alter_column(m, "events_2025", "added", DEFAULT("'later'"));
    add_constraint(m, "events", CHECK("n > 0"));
    create_index(m, "idx_events_added_n", ON("events", "added", "n"));
    alter_table(m, "events_2024", WITH("fillfactor=80"));
    comment(m, ON_COLUMN("events_2025", "n"), "how many");
}

static void downgrade(migration *m)
{
    rename_column(m, "events", "what", "kind");
    rename_index(m, "idx_events_what", "idx_events_kind");
    rename_index(m, "events_2024_what_idx", "events_2024_kind_idx");
    rename_index(m, "events_2025_what_idx", "events_2025_kind_idx");
    rename_index(m, "events_rest_what_idx", "events_rest_kind_idx");
    drop_index(m, "idx_events_added_n");
    drop_constraint(m, "events", "events_n_check");
    drop_column(m, "events", "added");
    comment(m, ON_TABLE("events"), NO_COMMENT);
    alter_column(m, "events", "kind", DEFAULT("'x'"));
    alter_column(m, "events_2025", "kind", DEFAULT("'y'"));
    alter_column(m, "events", "n", TYPE("integer"));
    add_column(m, "events", COLUMN("gone", "integer"));
    add_constraint(m, "events", CHECK("n > 0"));
    alter_table(m, "events_2024", RESET("fillfactor"));
    comment(m, ON_COLUMN("events_2025", "n"), NO_COMMENT);
}

MIGRATION(.number = 2, .revision = "3b654fe1174b", .down_revision = "379a59484e82", .name = "change");
