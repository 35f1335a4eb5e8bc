#pragma once
#include <modelgen/begin.h>
#include <time.h>

enum color { RED, GREEN };
ENUM(mood) { MOOD_GOOD, MOOD_BAD };
struct point { int x, y; };
typedef uint32_t counter;

TABLE(types) {
    int64_t       id PRIMARY_KEY;
    uint32_t      size;
    counter       visits;
    unsigned char byte;
    char          letter;
    time_t        at;
    long double   huge;
    void         *data;
    unsigned char *bytes;
    char        **names;
    int32_t      *numbers;
    int32_t       triple[3];
    char          tiny[1];
    struct point  where;
    enum color    color;
    int           flag : 1;
    void        (*callback)(void);
    char          rest[];
};

TABLE(overridden) {
    int64_t       id PRIMARY_KEY;
    uint32_t      size TYPE("bigint");
    unsigned char byte TYPE("smallint");
    time_t        at TYPE("timestamptz");
    time_t        seen TIMESTAMPTZ(3);
    void         *data TYPE("bytea");
    char        **names ARRAY;
    int32_t      *numbers ARRAY;
    int32_t       triple[3] ARRAY;
    pg_uuid      *ids ARRAY;
    enum mood    *moods ARRAY;
    struct point  where TYPE("point");
    enum color    color TYPE("integer");
    char          hash[32] TYPE("bytea");
    char         *address TYPE("public.citext");
};

TABLE(unknown) {
    int64_t id PRIMARY_KEY;
    char *a TYPE("txt");
    char *b TYPE("varchar(");
    char *c TYPE("varchar(50), integer");
    char *d TYPE("timestampz");
    char *e TYPE(serial);
    char *f TYPE("");
    char *g TYPE("modd");
    char *h TYPE("some_extension_type");
    char *i TYPE("varchar(0)");
};

TABLE(unsuited) {
    int64_t        id VARCHAR(20);
    bool           yes NUMERIC(3);
    pg_timestamptz at NUMERIC(3);
    pg_numeric     n VARCHAR(10);
    enum mood      mood VARCHAR(10);
    int32_t        i CHAR(3);
    pg_timestamptz t TIME(3);
    double         d INTERVAL("day");
    char          *s VARCHAR(0);
    char          *u VARCHAR(20000000);
    char          *v VARCHAR(MAX_NAME);
    char          *w VARCHAR(2 +);
    char          *x VARCHAR(1, 2);
    pg_numeric     y NUMERIC(5, 2, 1);
    pg_interval    z INTERVAL("day to fortnight");
    char           small[10] VARCHAR(10);
    int64_t        num COLLATE("C");
};
#include <modelgen/end.h>
