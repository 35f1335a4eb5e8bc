#pragma once
#include <modelgen/begin.h>

/** How far an order has come. */
ENUM(order_state, OWNER(golden_app)) { OPEN, CLOSED };

TABLE(users, OWNER(golden_app)) {
    int64_t id PRIMARY_KEY IDENTITY;
};

TABLE(orders) {
    int64_t          id    PRIMARY_KEY;
    enum order_state state NOT_NULL;
};

TABLE(notes, SCHEMA(internal), OWNER("golden reader")) {
    int64_t id PRIMARY_KEY;
};

#include <modelgen/end.h>
