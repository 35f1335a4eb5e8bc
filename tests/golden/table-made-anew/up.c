/*
 * change
 *
 * Revision:  002  44738a157694
 * Revises:   001  f99dc09220c7
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    loss(m, "the values of column \"plain.token\"");
    drop_column(m, "plain", "token");
    loss(m, "the rows of table \"logs\"");
    drop_table(m, "logs");
    create_table(m, "logs",
        COLUMN("id",       "bigint", NOT_NULL),
        COLUMN("day",      "date",   NOT_NULL),
        COLUMN("owner_id", "bigint"),
        COLUMN("text",     "text",   NOT_NULL),
        FOREIGN_KEY("owner_id", REFERENCES("owners", "id")),
        OPTIONS(PARTITION_BY("RANGE (day)")));
    create_index(m, "idx_logs_day", ON("logs", "day"));

    add_column(m, "plain", COLUMN("token", "bigint"));
}

static void downgrade(migration *m)
{
    loss(m, "the values of column \"plain.token\"");
    drop_column(m, "plain", "token");
    drop_table(m, "logs");
    create_table(m, "logs",
        COLUMN("id",       "bigint", NOT_NULL),
        COLUMN("day",      "date",   NOT_NULL),
        COLUMN("owner_id", "bigint"),
        COLUMN("text",     "text"),
        CHECK("text <> ''"),
        FOREIGN_KEY("owner_id", REFERENCES("owners", "id")));
    create_index(m, "idx_logs_day", ON("logs", "day"));

    add_column(m, "plain", COLUMN("token", "uuid"));
}

MIGRATION(.number = 2, .revision = "44738a157694", .down_revision = "f99dc09220c7", .name = "change");
