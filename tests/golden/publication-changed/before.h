#pragma once
#include <modelgen/begin.h>

/** What the warehouse gets. */
PUBLICATION(warehouse, PUBLISH(update, insert));
PUBLICATION(everything, ALL_TABLES);
PUBLICATION(books, TABLES_IN_SCHEMA(billing, archive), VIA_ROOT);

TABLE(users) {
    int64_t id     PRIMARY_KEY;
    char   *email  NOT_NULL;
    bool    active NOT_NULL;
    char   *gone;
};
PUBLISHED(users, warehouse, COLUMNS(id, email, gone));

TABLE(bills, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
    bool    paid;
};
PUBLISHED(bills, warehouse, WHERE(id > 10));

TABLE(old_bills, SCHEMA(archive)) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
