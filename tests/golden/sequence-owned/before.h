#pragma once
#include <modelgen/begin.h>

SEQUENCE(kept);
SEQUENCE(given, OWNED_BY(orders, number));

TABLE(orders) {
    int64_t id     PRIMARY_KEY DEFAULT(nextval('kept'));
    int64_t number DEFAULT(nextval('given'));
};

TABLE(lines) {
    int64_t id PRIMARY_KEY DEFAULT(nextval('given'));
};

TABLE(gone) {
    int64_t id PRIMARY_KEY DEFAULT(nextval('gone_numbers'));
};
SEQUENCE(gone_numbers, OWNED_BY(gone, id));

#include <modelgen/end.h>
