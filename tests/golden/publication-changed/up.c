/*
 * change
 *
 * Revision:  002  cf218a70721b
 * Revises:   001  81475a14706d
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_column(m, "users", "email", "mail");
    rename_publication(m, "warehouse", "data warehouse");
    drop_publication(m, "everything");
    drop_publication_table(m, "data warehouse", "billing.bills");
    drop_publication_table(m, "data warehouse", "users");
    loss(m, "the values of column \"users.gone\"");
    drop_column(m, "users", "gone");
    alter_publication(m, "books", DROP_SCHEMAS("archive"), PUBLISH("truncate"), NO_VIA_ROOT);

    alter_publication(m, "data warehouse", PUBLISH("insert", "update", "delete", "truncate"),
        VIA_ROOT);
    comment(m, ON_PUBLICATION("data warehouse"), "What the data warehouse gets.");
    add_publication_table(m, "data warehouse", "users", COLUMNS("id", "mail"));
    add_publication_table(m, "data warehouse", "billing.bills", WHERE("id > 100"));

    create_publication(m, "everything", PUBLISH("none"));
    create_publication(m, "fresh", TABLES_IN_SCHEMA("archive"));
    add_publication_table(m, "fresh", "archive.old_bills");
}

static void downgrade(migration *m)
{
    rename_column(m, "users", "mail", "email");
    rename_publication(m, "data warehouse", "warehouse");
    drop_publication(m, "everything");
    drop_publication_table(m, "warehouse", "billing.bills");
    drop_publication_table(m, "fresh", "archive.old_bills");
    drop_publication(m, "fresh");
    drop_publication_table(m, "warehouse", "users");
    add_column(m, "users", COLUMN("gone", "text"));

    alter_publication(m, "books", ADD_SCHEMAS("archive"),
        PUBLISH("insert", "update", "delete", "truncate"), VIA_ROOT);

    create_publication(m, "everything", ALL_TABLES);
    alter_publication(m, "warehouse", PUBLISH("insert", "update"), NO_VIA_ROOT);
    comment(m, ON_PUBLICATION("warehouse"), "What the warehouse gets.");
    add_publication_table(m, "warehouse", "users", COLUMNS("id", "email", "gone"));
    add_publication_table(m, "warehouse", "billing.bills", WHERE("id > 10"));
}

MIGRATION(.number = 2, .revision = "cf218a70721b", .down_revision = "81475a14706d", .name = "change");
