#pragma once
#include <modelgen/begin.h>

/** How far an order has come. */
ENUM(order_state, OWNER("golden reader")) { OPEN, CLOSED };

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
};

TABLE(orders, OWNER(golden_app)) {
    int64_t          id    PRIMARY_KEY;
    enum order_state state NOT_NULL;
};

TABLE(audit, OWNER(golden_app)) {
    int64_t id PRIMARY_KEY IDENTITY;
};

#include <modelgen/end.h>
