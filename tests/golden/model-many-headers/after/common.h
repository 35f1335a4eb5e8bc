#pragma once
#include <stdint.h>

typedef int64_t user_id;

#define MAX_EMAIL 255
#define TIMESTAMPS                                       \
    pg_timestamptz created_at NOT_NULL DEFAULT(now());   \
    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());
