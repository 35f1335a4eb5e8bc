/*
 * change
 *
 * Revision:  002  089abaeeee8b
 * Revises:   001  d2d3235cc6ac
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_attribute(m, "item", "label", "name");
    alter_table(m, "items", NO_TYPE);
    rename_constraint(m, "items", "items_label_key", "items_name_key");
    alter_table(m, "items", OF_TYPE("item"));
    alter_table(m, "items", NO_TYPE);
    alter_attribute(m, "item", "amount", "bigint");
    add_attribute(m, "item", ATTRIBUTE("note", "text"));
    alter_column(m, "items", "amount", TYPE("bigint"), DEFAULT("1"));
    add_column(m, "items", COLUMN("note", "text"));
    alter_table(m, "items", OF_TYPE("item"));
}

static void downgrade(migration *m)
{
    rename_attribute(m, "item", "name", "label");
    alter_table(m, "items", NO_TYPE);
    rename_constraint(m, "items", "items_name_key", "items_label_key");
    alter_table(m, "items", OF_TYPE("item"));
    alter_table(m, "items", NO_TYPE);
    drop_column(m, "items", "note", FOR_GOOD);
    drop_attribute(m, "item", "note");
    alter_attribute(m, "item", "amount", "integer");
    alter_column(m, "items", "amount", TYPE("integer"), DEFAULT("1"));
    alter_table(m, "items", OF_TYPE("item"));
}

MIGRATION(.number = 2, .revision = "089abaeeee8b", .down_revision = "d2d3235cc6ac", .name = "change");
