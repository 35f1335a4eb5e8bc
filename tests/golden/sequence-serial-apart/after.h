#pragma once
#include <modelgen/begin.h>

SEQUENCE(users_id_seq);
TABLE(users) {
    int32_t id PRIMARY_KEY DEFAULT(nextval('users_id_seq'));
};

TABLE(orders) {
    int32_t id PRIMARY_KEY SERIAL;
};

SEQUENCE(gone_id_seq);

#include <modelgen/end.h>
