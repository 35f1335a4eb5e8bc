#pragma once
#include <modelgen/begin.h>

TABLE(accounts, ROW_SECURITYY) {
    int64_t id PRIMARY_KEY;
};
POLICY(accounts, one, FOR(SELCT), USING(true));
POLICY(accounts, two, FOR(SELECT), WITH_CHECK(true));
POLICY(accounts, three, FOR(INSERT), USING(true));
POLICY(accounts, four, USING(id = ));
POLICY(accounts, five, RESTRICTIV);
POLICY(acounts, six);
POLICY(accounts, seven, OWNER(somebody));

#include <modelgen/end.h>
