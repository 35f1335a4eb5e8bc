/*
 * change
 *
 * Revision:  002  2c59e8ef36dc
 * Revises:   001  d8d155c9d40b
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "billing");
    rename_table(m, "invoices", "billing.invoices");

    create_function(m, "all_of()", OR_REPLACE, RETURNS("SETOF billing.invoices"), LANGUAGE("sql"),
        BODY("SELECT * FROM billing.invoices"));
}

static void downgrade(migration *m)
{
    rename_table(m, "billing.invoices", "invoices");
    drop_schema(m, "billing");

    create_function(m, "all_of()", OR_REPLACE, RETURNS("SETOF invoices"), LANGUAGE("sql"),
        BODY("SELECT * FROM invoices"));
}

MIGRATION(.number = 2, .revision = "2c59e8ef36dc", .down_revision = "d8d155c9d40b", .name = "change");
