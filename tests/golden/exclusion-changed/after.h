#pragma once
#include <modelgen/begin.h>

TABLE(bookings, SCHEMA(hotel)) {
    int64_t      id     PRIMARY_KEY IDENTITY;
    pg_cidr      network RENAMED_FROM(room) NOT_NULL;
    pg_tstzrange during NOT_NULL;
    bool         cancelled NOT_NULL DEFAULT(false);
};
EXCLUDE_ON(bookings, (during WITH(&&), network inet_ops WITH(&&)), USING(gist));
EXCLUDE_ON(bookings, (id WITH(=)), DEFERRABLE, INCLUDE(network), WITH(fillfactor = 70), COMMENT("once"));
EXCLUDE_ON(bookings, (EXPR(lower(during)) DESC WITH(=), network WITH("=")), INITIALLY_DEFERRED, NAME(begins), RENAMED_FROM(starts),
           INDEX_COMMENT("by begin"));

TABLE(slots) {
    pg_int4range n;
    char *name;
};

#include <modelgen/end.h>
