#pragma once
#include <modelgen/begin.h>

DECLARE_SCHEMA(full, RENAMED_FROM(empty), OWNER(golden_app));
DECLARE_SCHEMA(billing, COMMENT("Money, and what is owed."), OWNER(golden_app));
DECLARE_SCHEMA("Odd One");

TABLE(invoices, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
};

TABLE(things, SCHEMA(full)) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
