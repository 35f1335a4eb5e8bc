#pragma once
#include <modelgen/begin.h>

SEQUENCE(kept, OWNED_BY(orders, id));
SEQUENCE(given, OWNED_BY(lines, id), START(7));
SEQUENCE(fresh, OWNED_BY(notes, id));

TABLE(orders) {
    int64_t id PRIMARY_KEY DEFAULT(nextval('kept'));
};

TABLE(lines) {
    int64_t id PRIMARY_KEY DEFAULT(nextval('given'));
};

TABLE(notes) {
    int64_t id PRIMARY_KEY DEFAULT(nextval('fresh'));
};

#include <modelgen/end.h>
