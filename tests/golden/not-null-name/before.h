#pragma once
#include <modelgen/begin.h>

TABLE(orders) {
    int64_t id     PRIMARY_KEY IDENTITY;
    char   *state  NOT_NULL NOT_NULL_NAME(orders_need_a_state);
    char   *who    NOT_NULL;
    char   *place  NOT_NULL_NAME(somewhere);
    char   *note;
};

#include <modelgen/end.h>
