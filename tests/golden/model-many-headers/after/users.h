#pragma once
#include "common.h"
#include <modelgen/begin.h>

TABLE(users) {
    user_id id PRIMARY_KEY IDENTITY;
    char   *email VARCHAR(MAX_EMAIL) NOT_NULL;
#ifdef WITH_PHONES
    char   *phone;
#endif
    TIMESTAMPS
};

#include <modelgen/end.h>
