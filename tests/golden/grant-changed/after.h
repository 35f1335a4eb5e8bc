#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id    PRIMARY_KEY;
    char   *mail  NOT_NULL RENAMED_FROM(email);
    char   *name;
    char   *phone;
};
GRANT(users, golden_app, DELETE, SELECT, UPDATE(mail, phone), WITH_GRANT_OPTION(INSERT));
GRANT(users, golden_admin, SELECT, UPDATE(name));
GRANT(users, "golden reader", SELECT);
REVOKE(users, current_user, DELETE);

TABLE(invoices, SCHEMA(billing), RENAMED_FROM(bills)) {
    int64_t id PRIMARY_KEY;
};
GRANT(invoices, golden_app, SELECT, UPDATE);
GRANT(invoices, public, ALL);

TABLE(fresh) {
    int64_t id PRIMARY_KEY;
};
GRANT(fresh, golden_app, ALL);
REVOKE(fresh, current_user, ALL);

#include <modelgen/end.h>
