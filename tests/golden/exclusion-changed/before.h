#pragma once
#include <modelgen/begin.h>

TABLE(bookings, SCHEMA(hotel)) {
    int64_t      id     PRIMARY_KEY IDENTITY;
    pg_cidr      room   NOT_NULL;
    pg_tstzrange during NOT_NULL;
    bool         cancelled NOT_NULL DEFAULT(false);
};
EXCLUDE_ON(bookings, (during WITH(&&), room inet_ops WITH(&&)), USING(gist), WHERE(NOT cancelled));
/** Not the same twice. */
EXCLUDE_ON(bookings, (id WITH(=)), DEFERRABLE, INCLUDE(room), WITH(fillfactor = 80));
EXCLUDE_ON(bookings, (EXPR(lower(during)) DESC WITH(=), room WITH("=")), INITIALLY_DEFERRED, NAME(starts),
           INDEX_COMMENT("by start"));

TABLE(slots) {
    pg_int4range n;
    char *name;
};
EXCLUDE_ON(slots, (n WITH(-|-), EXPR(int4range(0, length(name))) WITH(&&)), USING(gist), NAME("slots apart"));

#include <modelgen/end.h>
