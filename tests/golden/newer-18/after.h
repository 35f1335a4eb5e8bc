#pragma once
#include <modelgen/begin.h>

EXTENSION(btree_gist);

TABLE(rooms) {
    int32_t        id     NOT_NULL;
    pg_daterange   open   NOT_NULL;
    int32_t        size   NOT_NULL;
    int32_t        twice  GENERATED(size * 2) VIRTUAL;
};
PRIMARY_KEY_ON(rooms, (id, open), WITHOUT_OVERLAPS);

TABLE(bookings) {
    int32_t        room   NOT_NULL;
    pg_daterange   during NOT_NULL;
    int32_t        price;
};
FOREIGN_KEY(bookings, (room, during), rooms, (id, open), PERIOD);
CHECK_ON(bookings, price > 0, NAME(dear), NOT_ENFORCED);

PUBLICATION(prices, GENERATED(stored));
PUBLICATION(sizes, VIA_ROOT);

#include <modelgen/end.h>
