#pragma once
#include <modelgen/begin.h>

ENUM(state) { STATE_ON, STATE_OFF };
#define FLAG(name, value) bool name NOT_NULL DEFAULT(value);

TABLE(defaults) {
    int64_t    id PRIMARY_KEY;
    enum state a DEFAULT('onn');
    enum state b DEFAULT(STATE_ON);
    enum state c DEFAULT(1);
    enum state d DEFAULT('off'::state);
    char      *e DEFAULT(draft);
    char      *f DEFAULT("draft");
    char      *g DEFAULT("");
    char      *h DEFAULT();
    char      *i DEFAULT(e);
    char      *j DEFAULT(lower(e) || 'x');
    int32_t    k DEFAULT('many');
    int16_t    l DEFAULT(40000);
    int32_t    m DEFAULT(-2147483649);
    bool       n DEFAULT('perhaps');
    bool       o DEFAULT(2);
    pg_uuid    p DEFAULT(0);
    pg_jsonb   q DEFAULT({});
    char      *r DEFAULT(NULL);
    FLAG(s, true)
    FLAG(t, maybe)
    bool       u DEFAULT(0);
    char      *v DEFAULT("'it''s \\ \"fine\" 100% ü'");
    char      *w ARRAY DEFAULT('{}'), *x ARRAY DEFAULT(0);
    pg_date    y DEFAULT(CURRENT_DATE), z DEFAULT(date '2020-01-01' + interval '1 day');
    int64_t    aa DEFAULT(nextval('things'));
    int64_t    bb DEFAULT((SELECT 1));
    int64_t    cc DEFAULT(1, 2);
    int64_t    dd DEFAULT(1.5), ee DEFAULT(ARRAY[1,2]);
};
#include <modelgen/end.h>
