#pragma once
#include <modelgen/begin.h>

TABLE(people, RENAMED_FROM(users)) {
    int64_t id    PRIMARY_KEY SERIAL;
    char   *email NOT_NULL UNIQUE;
    int32_t rank  SERIAL;
    int32_t place SERIAL START(50);
};

TABLE(orders, SCHEMA(billing)) {
    int64_t id     PRIMARY_KEY IDENTITY START(1000) INCREMENT(10) CACHE(5);
    int16_t line   NOT_NULL DEFAULT(1);
    int32_t number SERIAL MINVALUE(0) CYCLE UNIQUE;
};

TABLE(odd, NAME("Odd Orders")) {
    int32_t id NAME("Order No") RENAMED_FROM("Order Id") PRIMARY_KEY SERIAL INCREMENT(2);
};

#include <modelgen/end.h>
