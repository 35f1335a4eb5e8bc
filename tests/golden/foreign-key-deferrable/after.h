#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
};

TABLE(orders) {
    int64_t id PRIMARY_KEY;
    int64_t a  REFERENCES(users, id, INITIALLY_DEFERRED);
    int64_t b  REFERENCES(users, id);
    int64_t c  REFERENCES(users, id, DEFERRABLE);
    int64_t d  REFERENCES(users, id);
};

#include <modelgen/end.h>
