#pragma once
#include <modelgen/begin.h>

PUBLICATION(one, PUBLISH(insert, select));
PUBLICATION(two, ALL_TABLES, TABLES_IN_SCHEMA(billing));
PUBLICATION(three, TABLES(users));

TABLE(users) {
    int64_t id PRIMARY_KEY;
};
PUBLISHED(users, one, COLUMNS(idd));
PUBLISHED(users, one, WHERE(id >));
PUBLISHED(user, one);
PUBLISHED(users);

#include <modelgen/end.h>
