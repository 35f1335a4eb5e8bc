#pragma once
#include <modelgen/begin.h>

DECLARE_SCHEMA(empty);
/** Money. */
DECLARE_SCHEMA(billing);
DECLARE_SCHEMA(public, COMMENT("What everybody sees."));

TABLE(invoices, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
