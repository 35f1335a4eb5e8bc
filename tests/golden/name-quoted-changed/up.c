/*
 * change
 *
 * Revision:  002  4ac7f7821f0d
 * Revises:   001  26727bad1d44
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "order", "table");
    rename_column(m, "table", "camelCase", "Camel'Case");
    rename_constraint(m, "table", "order_pkey", "table_pkey");
    rename_constraint(m, "table", "order_camelCase_key", "table_Camel'Case_key");
    rename_index(m, "idx_order_user_group", "idx_table_user_group");
    rename_sequence(m, "order_id_seq", "table_id_seq");
    drop_constraint(m, "table", "order_größe 漢_check");
    add_constraint(m, "table", CHECK("\"größe 漢\" > 1"));
}

static void downgrade(migration *m)
{
    rename_table(m, "table", "order");
    rename_column(m, "order", "Camel'Case", "camelCase");
    rename_constraint(m, "order", "table_pkey", "order_pkey");
    rename_constraint(m, "order", "table_Camel'Case_key", "order_camelCase_key");
    rename_index(m, "idx_table_user_group", "idx_order_user_group");
    rename_sequence(m, "table_id_seq", "order_id_seq");
    drop_constraint(m, "order", "table_größe 漢_check");
    add_constraint(m, "order", CHECK("\"größe 漢\" > 0"));
}

MIGRATION(.number = 2, .revision = "4ac7f7821f0d", .down_revision = "26727bad1d44", .name = "change");
