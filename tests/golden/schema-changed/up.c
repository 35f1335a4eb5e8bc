/*
 * change
 *
 * Revision:  002  04613301d703
 * Revises:   001  33745b66b461
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "billing.invoices", "billing.bills");
    rename_constraint(m, "billing.bills", "invoices_pkey", "bills_pkey");
    rename_constraint(m, "billing.bills", "invoices_user_id_fkey", "bills_user_id_fkey");
    rename_index(m, "billing.idx_invoices_user_id", "billing.idx_bills_user_id");
    rename_trigger(m, "billing.bills", "invoices_set_updated_at", "bills_set_updated_at");
    rename_sequence(m, "billing.invoices_id_seq", "billing.bills_id_seq");
    alter_column(m, "billing.bills", "total", TYPE("numeric(14,2)"), NULLABLE, DEFAULT("0"));
}

static void downgrade(migration *m)
{
    rename_table(m, "billing.bills", "billing.invoices");
    rename_constraint(m, "billing.invoices", "bills_pkey", "invoices_pkey");
    rename_constraint(m, "billing.invoices", "bills_user_id_fkey", "invoices_user_id_fkey");
    rename_index(m, "billing.idx_bills_user_id", "billing.idx_invoices_user_id");
    rename_trigger(m, "billing.invoices", "bills_set_updated_at", "invoices_set_updated_at");
    rename_sequence(m, "billing.bills_id_seq", "billing.invoices_id_seq");
    alter_column(m, "billing.invoices", "total", TYPE("numeric(12,2)"), NOT_NULL, NO_DEFAULT);
}

MIGRATION(.number = 2, .revision = "04613301d703", .down_revision = "33745b66b461", .name = "change");
