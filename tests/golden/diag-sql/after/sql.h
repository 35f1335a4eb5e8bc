#pragma once
#include <modelgen/begin.h>

ENUM(state) { STATE_ON, STATE_OFF };
#define NONSENSE CHECK(a >>)

TABLE(checks) {
    int64_t    id PRIMARY_KEY;
    int32_t    a CHECK(a >);
    int32_t    b CHECK(a > 0 AND
                       b << /* what */ ) NOT_NULL;
    int32_t    c CHECK("c > 0 AND (c < 5");
    int32_t    d CHECK("d > 0 \
AND c in ()");
    char      *e CHECK(e = "text");
    char      *f CHECK(f == 'text');
    int32_t    g CHECK(gg > 0);
    enum state h CHECK(h <> STATE_OFF);
    char      *i_ NAME(i) CHECK(i_ <> '');
    int32_t    j CHECK(j > (SELECT max(j) FROM checks));
    int32_t    k CHECK(k > $1);
    int32_t    l NONSENSE;
    int32_t    m CHECK(m > 0), n CHECK(m > n), o CHECK(o > zero);
    char      *p CHECK(p <> 'it''s "quoted", (really' AND q = 1);
    char      *r CHECK(r ~ '^\d+ ü$' AND r <> 'größer' AND x = 1);
    char      *s CHECK("s <> 'größer' AND y = 1");
    int32_t    t CHECK(t > 0) CHECK(extract(year from now()) > t), u CHECK(u::integer > 0);
    char      *v CHECK(length(v) > 0 OR v IS NOT DISTINCT FROM 'x' OR checks.v ~* 'y');
    char      *w CHECK(w = ANY(ARRAY['a', 'b'])) CHECK(CAST(w AS double precision) > 1);
    pg_timestamptz at CHECK(at AT TIME ZONE 'UTC' > timestamp '2020-01-01') CHECK(at > now() - interval '1 day');
};
CHECK_ON(checks, b > c AND zz IS NULL);
INDEX(checks, (a, EXPR(lower(ee))), WHERE(at > now()));
INDEX(checks, (EXPR(b + )));
INDEX(checks, (EXPR(a + b), EXPR(lower(e) text_pattern_ops DESC), EXPR((e || f) COLLATE "C")), NAME(fine));

TABLE(generated) {
    int64_t    id PRIMARY_KEY;
    char      *first;
    char      *second GENERATED(lower(firts));
    char      *third GENERATED(upper(second));
    char      *fourth GENERATED(fourth || 'x');
    pg_timestamptz fifth GENERATED(now());
    char      *sixth GENERATED();
    pg_timestamptz seventh ON_UPDATE(first);
    pg_timestamptz eighth ON_UPDATE("now(");
};
#include <modelgen/end.h>
