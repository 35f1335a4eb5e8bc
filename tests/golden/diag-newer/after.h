#pragma once
#include <modelgen/begin.h>

POSTGRESQL(14);

EXTENSION(btree_gist);
TABLE(rooms, ACCESS_METHOD(heap)) {
    int32_t       id     NOT_NULL;
    pg_daterange  open   NOT_NULL;
    int32_t       size;
    int32_t       twice  GENERATED(size * 2) VIRTUAL;
    char         *name   COMPRESSION(pglz);
};
PRIMARY_KEY_ON(rooms, (id, open), WITHOUT_OVERLAPS);
TABLE(bookings) {
    int32_t       room   NOT_NULL;
    pg_daterange  during NOT_NULL;
    int32_t       price  CHECK(price > 0, NOT_ENFORCED);
    int32_t       other  CHECK(other > 0);
};
FOREIGN_KEY(bookings, (room, during), rooms, (id, open), PERIOD);
UNIQUE_INDEX(bookings, (price), NULLS_NOT_DISTINCT);
UNIQUE_ON(bookings, (other), NULLS_NOT_DISTINCT);
VIEW_ONLY(prices, "SELECT price FROM bookings", SECURITY_INVOKER);
SEQUENCE(numbers, UNLOGGED);
FUNCTION("one()", RETURNS(integer), ATOMIC("RETURN 1"));
STATISTICS_ON(rooms, (size, twice));
GRANT(rooms, PUBLIC, SELECT, MAINTAIN);
DEFAULT_PRIVILEGES(TABLES, PUBLIC, SELECT, MAINTAIN);
PUBLICATION(some);
PUBLICATION(all_of_it, TABLES_IN_SCHEMA(public));
PUBLISHED(rooms, some, COLUMNS(id, open));
PUBLISHED(bookings, some, WHERE(price > 1));
RANGE(spans, SUBTYPE(float8), MULTIRANGE(many_spans));
TABLE(owners) { int32_t id PRIMARY_KEY; };
TABLE(dues) {
    int32_t       room   REFERENCES(owners, id, ON_DELETE_SET_NULL, SET_COLUMNS(room));
};
COLLATION(ruled, PROVIDER(icu), LOCALE("und"), RULES("&a < g"));

#include <modelgen/end.h>
