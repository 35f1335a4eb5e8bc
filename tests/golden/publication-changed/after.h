#pragma once
#include <modelgen/begin.h>

/** What the data warehouse gets. */
PUBLICATION("data warehouse", VIA_ROOT, RENAMED_FROM(warehouse));
PUBLICATION(everything, PUBLISH(none));
PUBLICATION(books, TABLES_IN_SCHEMA(billing), PUBLISH(truncate));
PUBLICATION(fresh, TABLES_IN_SCHEMA(archive));

TABLE(users) {
    int64_t id     PRIMARY_KEY;
    char   *mail   NOT_NULL RENAMED_FROM(email);
    bool    active NOT_NULL;
};
PUBLISHED(users, "data warehouse", COLUMNS(id, mail));

TABLE(bills, SCHEMA(billing)) {
    int64_t id PRIMARY_KEY;
    bool    paid;
};
PUBLISHED(bills, "data warehouse", WHERE(id > 100));

TABLE(old_bills, SCHEMA(archive)) {
    int64_t id PRIMARY_KEY;
};
PUBLISHED(old_bills, fresh);

#include <modelgen/end.h>
