#pragma once
#include <modelgen/begin.h>

TABLE(users) {
    int64_t id PRIMARY_KEY IDENTITY;
    char   *email NOT_NULL;
    char   *name;
};
/** Is it a good name? */
FUNCTION("is_name(who text)", RETURNS(boolean), LANGUAGE(sql), IMMUTABLE, BODY("SELECT who <> ''"));
CHECK_ON(users, is_name(name));
FUNCTION("f(a integer, OUT b integer, OUT d text)", LANGUAGE(plpgsql), BODY("BEGIN b := a; END"));
FUNCTION("g(a integer)", RETURNS("TABLE(x integer, y text)"), LANGUAGE(sql), BODY("SELECT a, ''"));
FUNCTION("h(a integer, b integer DEFAULT 1)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a"));
FUNCTION("o(a integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a"));
FUNCTION("o(a text, VARIADIC b text[])", RETURNS(text), LANGUAGE(sql), BODY("SELECT a"),
    COMMENT("an overload"));

#include <modelgen/end.h>
