/*
 * change
 *
 * Revision:  002  ca6a14a3a31b
 * Revises:   001  47c7d35aa8c9
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_sequence(m, "Odd Numbers", COMMENT("counted"));

    create_sequence(m, "billing.document_numbers", START(1000), CACHE(10),
        COMMENT("Numbers that invoices and receipts share."));

    create_sequence(m, "tickets", TYPE("integer"), INCREMENT(-1), MINVALUE(-100), CYCLE);

    add_column(m, "billing.invoices",
        COLUMN("number", "bigint", NOT_NULL, DEFAULT("nextval('billing.document_numbers')")));

    create_table(m, "billing.receipts",
        COLUMN("number", "bigint", NOT_NULL, DEFAULT("nextval('billing.document_numbers')")),
        COLUMN("ticket", "bigint", DEFAULT("nextval('tickets')")),
        COLUMN("odd",    "bigint", DEFAULT("nextval('\"Odd Numbers\"'::regclass)")),
        PRIMARY_KEY("number"));
}

static void downgrade(migration *m)
{
    drop_table(m, "billing.receipts");
    drop_column(m, "billing.invoices", "number");
    drop_sequence(m, "Odd Numbers");
    drop_sequence(m, "billing.document_numbers");
    drop_sequence(m, "tickets");
}

MIGRATION(.number = 2, .revision = "ca6a14a3a31b", .down_revision = "47c7d35aa8c9", .name = "change");
