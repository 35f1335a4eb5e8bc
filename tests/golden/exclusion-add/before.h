#pragma once
#include <modelgen/begin.h>

TABLE(bookings, SCHEMA(hotel)) {
    int64_t      id     PRIMARY_KEY IDENTITY;
    pg_cidr      room   NOT_NULL;
    pg_tstzrange during NOT_NULL;
    bool         cancelled NOT_NULL DEFAULT(false);
};

#include <modelgen/end.h>
