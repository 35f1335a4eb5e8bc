#pragma once
#include <modelgen/begin.h>

TABLE(people, RENAMED_FROM(users)) {
    int64_t id PRIMARY_KEY;
    char   *name;
};
PROCEDURE("f(a integer)", LANGUAGE(plpgsql), BODY("BEGIN END"));
AGGREGATE("total(a integer)", SFUNC(int4pl), STYPE(integer));
FUNCTION("label(people)", RETURNS(text), LANGUAGE(sql), BODY("SELECT $1.name"));
FUNCTION("everyone()", RETURNS(SETOF people), LANGUAGE(sql), BODY("SELECT * FROM people"));
FUNCTION("listed()", RETURNS(SETOF people), ATOMIC("SELECT * FROM people;"));

#include <modelgen/end.h>
