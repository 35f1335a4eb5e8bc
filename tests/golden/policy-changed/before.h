#pragma once
#include <modelgen/begin.h>

TABLE(accounts, ROW_SECURITY) {
    int64_t id       PRIMARY_KEY;
    char   *owner    NOT_NULL;
    bool    hidden   NOT_NULL DEFAULT(false);
    int64_t parent_id;
};
/** Everybody sees their own. */
POLICY(accounts, own, FOR(SELECT), TO(golden_app), USING(owner = current_user));
POLICY(accounts, write, TO(golden_admin, golden_app), USING(true), WITH_CHECK(owner = current_user));
POLICY(accounts, gone, RESTRICTIVE, USING(hidden));
POLICY(accounts, "Old name", FOR(DELETE), TO(golden_app), USING(NOT hidden));
POLICY(accounts, narrowed, FOR(UPDATE), USING(true), WITH_CHECK(true));

TABLE(payments, ROW_SECURITY, FORCE_ROW_SECURITY) {
    int64_t id         PRIMARY_KEY;
    int64_t account_id NOT_NULL REFERENCES(accounts, id);
};

#include <modelgen/end.h>
