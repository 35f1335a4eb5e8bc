#pragma once
#include <modelgen/begin.h>

EXTENSION(citext);
/** Trigrams. */
EXTENSION(pg_trgm, VERSION("1.5"));
EXTENSION(hstore, SCHEMA(tools));
EXTENSION("uuid-ossp");

TABLE(users) {
    int64_t id   PRIMARY_KEY;
    char   *name TYPE("citext") NOT_NULL;
};
INDEX(users, (name));

#include <modelgen/end.h>
