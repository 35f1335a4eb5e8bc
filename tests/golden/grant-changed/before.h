#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id    PRIMARY_KEY;
    char   *email NOT_NULL;
    char   *name;
    char   *old_note;
};
GRANT(users, golden_app, SELECT, insert(email, name), UPDATE(old_note));
GRANT(users, golden_admin, ALL);
GRANT(users, "golden reader", WITH_GRANT_OPTION(SELECT));
GRANT(users, public, SELECT(id));
REVOKE(users, current_user, TRUNCATE);

TABLE(gone) {
    int64_t id PRIMARY_KEY;
};
GRANT(gone, golden_app, SELECT);

TABLE(bills, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
};
GRANT(bills, golden_app, SELECT, UPDATE);

#include <modelgen/end.h>
