#pragma once
#include <modelgen/begin.h>

DEFAULT_PRIVILEGES(TABLES, golden_app, SELECT, INSERT);
DEFAULT_PRIVILEGES(FUNCTIONS, public, REVOKED(EXECUTE));
DEFAULT_PRIVILEGES(SEQUENCES, golden_app, ALL, IN_SCHEMA(billing), MADE_BY(golden_admin));
DEFAULT_PRIVILEGES(types, golden_app, WITH_GRANT_OPTION(USAGE));

TABLE(bills, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
