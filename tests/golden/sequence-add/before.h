#pragma once
#include <modelgen/begin.h>

TABLE(invoices, SCHEMA(billing)) {
    int64_t id    PRIMARY_KEY IDENTITY;
    char   *title NOT_NULL;
};

#include <modelgen/end.h>
