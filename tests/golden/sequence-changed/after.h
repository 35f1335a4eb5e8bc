#pragma once
#include <modelgen/begin.h>

/** Numbers of documents. */
SEQUENCE(papers, START(500), INCREMENT(5), MINVALUE(100), SCHEMA(billing), RENAMED_FROM(document_numbers));
SEQUENCE(tickets, MAXVALUE(1000));

TABLE(invoices, SCHEMA(billing)) {
    int64_t id     PRIMARY_KEY IDENTITY;
    char   *title  NOT_NULL;
    int64_t number NOT_NULL DEFAULT(nextval('billing.papers'));
};

TABLE(receipts, SCHEMA(billing)) {
    int64_t number PRIMARY_KEY DEFAULT(nextval('billing.papers'));
    int64_t ticket DEFAULT(nextval('tickets'));
    int64_t odd;
};

#include <modelgen/end.h>
