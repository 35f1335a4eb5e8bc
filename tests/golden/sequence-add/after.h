#pragma once
#include <modelgen/begin.h>

/** Numbers that invoices and receipts share. */
SEQUENCE(document_numbers, START(1000), CACHE(10), SCHEMA(billing));
SEQUENCE(tickets, TYPE(integer), INCREMENT(-1), MINVALUE(-100), CYCLE);
SEQUENCE("Odd Numbers", COMMENT("counted"));

TABLE(invoices, SCHEMA(billing)) {
    int64_t id     PRIMARY_KEY IDENTITY;
    char   *title  NOT_NULL;
    int64_t number NOT_NULL DEFAULT(nextval('billing.document_numbers'));
};

TABLE(receipts, SCHEMA(billing)) {
    int64_t number PRIMARY_KEY DEFAULT(nextval('billing.document_numbers'));
    int64_t ticket DEFAULT(nextval('tickets'));
    int64_t odd    DEFAULT("nextval('\"Odd Numbers\"'::regclass)");
};

#include <modelgen/end.h>
