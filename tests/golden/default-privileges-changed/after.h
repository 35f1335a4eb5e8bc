#pragma once
#include <modelgen/begin.h>

DEFAULT_PRIVILEGES(TABLES, golden_app, ALL);
DEFAULT_PRIVILEGES(SEQUENCES, golden_app, USAGE, IN_SCHEMA(billing), MADE_BY(golden_admin));
DEFAULT_PRIVILEGES(TYPES, golden_app, USAGE);
DEFAULT_PRIVILEGES(SCHEMAS, public, USAGE);
DEFAULT_PRIVILEGES(TABLES, current_user, REVOKED(TRUNCATE));

TABLE(bills, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
