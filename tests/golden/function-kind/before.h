#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY;
    char   *name;
};
FUNCTION("f(a integer)", RETURNS(void), LANGUAGE(plpgsql), BODY("BEGIN END"));
FUNCTION("total(a integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a"));
FUNCTION("label(users)", RETURNS(text), LANGUAGE(sql), BODY("SELECT $1.name"));
FUNCTION("everyone()", RETURNS(SETOF users), LANGUAGE(sql), BODY("SELECT * FROM users"));
FUNCTION("listed()", RETURNS(SETOF users), ATOMIC("SELECT * FROM users;"));

#include <modelgen/end.h>
