#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *name;
};
/** Is it a name? */
FUNCTION("is_name(text)", RETURNS(boolean), LANGUAGE(sql), IMMUTABLE, BODY("SELECT $1 <> ''"));
CHECK_ON(users, is_name(name));
FUNCTION("f(a integer, OUT b integer, OUT c text)", LANGUAGE(plpgsql), BODY("BEGIN b := a; END"));
FUNCTION("g(a integer)", RETURNS("TABLE(x integer)"), LANGUAGE(sql), BODY("SELECT a"));
FUNCTION("h(a integer, b integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a"));
FUNCTION("o(a integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a"));

#include <modelgen/end.h>
