#pragma once
#include <modelgen/begin.h>

TABLE(orders) {
    int64_t id     PRIMARY_KEY IDENTITY;
    char   *state  NOT_NULL_NAME(state_is_known);
    char   *who    NOT_NULL NOT_NULL_NAME("Who?");
    char   *place  NOT_NULL;
    char   *note   NOT_NULL_NAME(orders_noted);
    char   *added  NOT_NULL_NAME(is_added) DEFAULT('new');
};

#include <modelgen/end.h>
