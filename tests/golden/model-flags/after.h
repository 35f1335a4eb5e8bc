#pragma once
#include <stdint.h>
#define MAX_EMAIL 100
typedef int64_t user_id;
#include <modelgen/begin.h>

TABLE(users) {
    user_id id PRIMARY_KEY IDENTITY;
    char   *email VARCHAR(MAX_EMAIL) NOT_NULL;
#ifdef WITH_PHONES
    char   *phone;
#endif
};

#include <modelgen/end.h>
