#pragma once
#include <modelgen/begin.h>

SEQUENCE(numbers, START(ten), OWNED_BY(bookings), INCREMEN(5));
SEQUENCE(bookings);
SEQUENCE(others, OWNED_BY(bookings, nothing), NOT_NULL);

TABLE(bookings) {
    int64_t      id    PRIMARY_KEY SERIAL DEFAULT(1);
    char        *name  SERIAL;
    int32_t      a     IDENTITY SEQUENCE_TYPE(bigint);
    int32_t      b     SERIAL SEQUENCE_TYPE(text);
    int32_t      c     START(5);
    pg_tstzrange during;
};
EXCLUDE_ON(bookings, (during), USING(gist));
EXCLUDE_ON(bookings, (EXPR(lower(during)) WITH(=)));
EXCLUDE_ON(bookings, (durin WITH(=)), USING(gits));
INDEX(bookings, (during WITH(=)));
STATISTICS_ON(bookings, (during));
STATISTICS_ON(bookings, (during, id), KINDS(mvc), TARGET(20000));

#include <modelgen/end.h>
