#pragma once
#include <modelgen/begin.h>

EXTENSION(btree_gist);

TABLE(rooms) {
    int32_t        id     NOT_NULL;
    pg_daterange   open   NOT_NULL;
    int32_t        size   NOT_NULL;
};

TABLE(bookings) {
    int32_t        room   NOT_NULL;
    pg_daterange   during NOT_NULL;
    int32_t        price;
};

PUBLICATION(prices);
PUBLICATION(sizes, GENERATED(stored));

#include <modelgen/end.h>
