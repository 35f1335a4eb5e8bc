#pragma once
#include <modelgen/begin.h>

TABLE(accounts, ROW_SECURITY, FORCE_ROW_SECURITY) {
    int64_t id       PRIMARY_KEY;
    char   *holder   NOT_NULL RENAMED_FROM(owner);
    bool    hidden   NOT_NULL DEFAULT(false);
    int64_t parent_id;
};
/** Everybody sees what is theirs. */
POLICY(accounts, own, FOR(SELECT), TO(golden_app, golden_admin), USING(holder = current_user AND NOT hidden));
POLICY(accounts, write, USING(true), WITH_CHECK(holder = current_user));
POLICY(accounts, kept, FOR(DELETE), TO(golden_app), USING(NOT hidden), RENAMED_FROM("Old name"));
POLICY(accounts, narrowed, FOR(UPDATE), USING(true));
POLICY(accounts, added, FOR(INSERT), WITH_CHECK("parent_id IS NULL OR EXISTS (SELECT FROM payments p WHERE p.account_id = parent_id)"));

TABLE(payments) {
    int64_t id         PRIMARY_KEY;
    int64_t account_id NOT_NULL REFERENCES(accounts, id);
};

TABLE(secrets, ROW_SECURITY) {
    int64_t id PRIMARY_KEY;
};
POLICY(secrets, nobody, RESTRICTIVE, FOR(all), USING(false));

#include <modelgen/end.h>
