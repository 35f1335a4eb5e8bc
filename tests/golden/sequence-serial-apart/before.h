#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int32_t id PRIMARY_KEY SERIAL;
};

SEQUENCE(orders_id_seq, TYPE(integer));
TABLE(orders) {
    int32_t id PRIMARY_KEY DEFAULT(nextval('orders_id_seq'));
};

TABLE(gone) {
    int64_t id PRIMARY_KEY SERIAL;
};

#include <modelgen/end.h>
