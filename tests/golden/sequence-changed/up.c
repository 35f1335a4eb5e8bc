/*
 * change
 *
 * Revision:  002  afedb1f3616e
 * Revises:   001  7ad94852a68f
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_sequence(m, "billing.document_numbers", "billing.papers");
    alter_sequence(m, "billing.papers", START(500), INCREMENT(5), MINVALUE(100), CACHE(1));
    comment(m, ON_SEQUENCE("billing.papers"), "Numbers of documents.");

    alter_sequence(m, "tickets", TYPE("bigint"), START(1), INCREMENT(1), MINVALUE(NO),
        MAXVALUE(1000), RESTART, NO_CYCLE);

    alter_column(m, "billing.receipts", "odd", NO_DEFAULT);
    loss(m, "the next value of sequence \"Odd Numbers\"");
    drop_sequence(m, "Odd Numbers");
}

static void downgrade(migration *m)
{
    rename_sequence(m, "billing.papers", "billing.document_numbers");
    create_sequence(m, "Odd Numbers", COMMENT("counted"));

    alter_sequence(m, "billing.document_numbers", START(1000), INCREMENT(1), MINVALUE(NO),
        CACHE(10));
    comment(m, ON_SEQUENCE("billing.document_numbers"),
        "Numbers that invoices and receipts share.");

    alter_sequence(m, "tickets", TYPE("integer"), START(-1), INCREMENT(-1), MINVALUE(-100),
        MAXVALUE(NO), CYCLE, RESTART);

    alter_column(m, "billing.receipts", "odd", DEFAULT("nextval('\"Odd Numbers\"'::regclass)"));
}

MIGRATION(.number = 2, .revision = "afedb1f3616e", .down_revision = "7ad94852a68f", .name = "change");
