#pragma once
#include <modelgen/begin.h>

TABLE(parents) { int64_t id PRIMARY_KEY; };

TABLE(words) {
    int64_t  a PRIMARY_KEY IDENTITY IDENTITY_ALWAYS;
    int64_t  b START(5);
    int32_t  c IDENTITY DEFAULT(5);
    int32_t  d NOT_NULL UNIQUE UNIQUE;
    char    *e VARCHAR(20) TYPE("text");
    int32_t  f GENERATED(a + 1) ON_UPDATE(now());
    char    *g LABEL("x");
    int32_t  h IGNORE NOT_NULL;
    int64_t  i REFERENCES(parents, id, ON_DELETE_CASCADE, ON_DELETE_SET_NULL);
    int64_t  j REFERENCES(parents, id, DEFERRABLE, DEFERRABLE);
    int64_t  k REFERENCES(parents);
    int64_t  l REFERENCES(parents, id, WHERE(id > 3));
    int64_t  m REFERENCES(parents, id, ON_DELETE_CASCAD);
    int64_t  n REFERENCES(parents, id, "text");
    int64_t  o REFERENCES(parents, id, );
    int64_t  p REFERENCES(parents, id, NAME(two words));
    int64_t  q REFERENCES(parents, id, NAME());
    int64_t  r REFERENCES(parents, id, DEFERRABLE(yes));
    int64_t  s REFERENCES(parents, id, NAME);
    int64_t  t REFERENCES(parents, id, SET_COLUMNS(t));
    int32_t  u CHECK(u > 0, NAME(x), NAME(y));
    int32_t  v CHECK();
    char    *w COMMENT(not a string);
    char    *x ARRAY ARRAY;
    int64_t  y IDENTITY ARRAY;
    char    *z SEQUENCE_NAME(z);
};
INDEX(words, b);
INDEX(words, ());
INDEX(words);
INDEX(words, (d d), NAMED(x));
INDEX(words, (d DESC ASC));
INDEX(words, (EXPR(lower(e)), lower(e)));
INDEX(words, (d), DEFERRABLE);
INDEX(words, (d), WITH(fillfactor 70));
UNIQUE_ON(words, (c, c));
UNIQUE_ON(words, (c), WHERE(c > 0));
PRIMARY_KEY_ON(words, (b, c));
PRIMARY_KEY_ON(words, (b, c), NULLS_NOT_DISTINCT);
CHECK_ON(words);
FOREIGN_KEY(words, (b, c), parents, (id));
FOREIGN_KEY(words, (b), parents);

struct plain {
    int64_t id PRIMARY_KEY;
    char   *name NOT_NULL;
};
int variable NOT_NULL;
typedef int type UNIQUE;
enum { THING LABEL("x") };

TABLE(empty, NAMED("x"), NAME("a"), NAME("b"), SCHEMA(public)) { int unused IGNORE; };

#include <modelgen/end.h>
