#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int32_t id    PRIMARY_KEY SERIAL;
    char   *email NOT_NULL UNIQUE;
};

TABLE(orders, SCHEMA(billing)) {
    int64_t id     PRIMARY_KEY SERIAL START(1000) INCREMENT(10) CACHE(5);
    int16_t line   SERIAL CYCLE SEQUENCE_NAME(order_lines);
    int32_t number SERIAL SEQUENCE_TYPE(bigint) UNIQUE;
};

TABLE(odd, NAME("Odd Orders")) {
    int32_t id NAME("Order Id") PRIMARY_KEY SERIAL MINVALUE(-5);
};

#include <modelgen/end.h>
