#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
};

TABLE(orders) {
    int64_t id      PRIMARY_KEY;
    int64_t user_id REFERENCES(users, id, NOT_VALID);
    int32_t amount  CHECK(amount > 0, NOT_VALID);
};

TABLE(refunds) {
    int64_t id       PRIMARY_KEY;
    int64_t order_id REFERENCES(orders, id, NOT_VALID);
    int32_t amount;
};
CHECK_ON(refunds, amount > 0 AND order_id > 0, NOT_VALID, NAME(sensible));

#include <modelgen/end.h>
