#pragma once
#include <modelgen/begin.h>

/* Bodies that mention each other, views and tables that their tables need in turn. */
FUNCTION("even(integer)", RETURNS(boolean), LANGUAGE(sql), BODY("SELECT CASE $1 WHEN 0 THEN true ELSE odd($1 - 1) END"));
FUNCTION("odd(integer)", RETURNS(boolean), LANGUAGE(sql), BODY("SELECT CASE $1 WHEN 0 THEN false ELSE even($1 - 1) END"));
FUNCTION("a_first()", RETURNS(bigint), LANGUAGE(plpgsql), BODY("BEGIN RETURN z_last(); END"));
FUNCTION("z_last()", RETURNS(bigint), LANGUAGE(plpgsql), BODY("BEGIN RETURN a_first(); END"));
FUNCTION("how_many()", RETURNS(bigint), LANGUAGE(sql), BODY("SELECT count(*) FROM seen"));
FUNCTION("depth(n nodes)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
TABLE(nodes) {
    int64_t id PRIMARY_KEY;
    int32_t depth DEFAULT("depth(NULL::nodes)");
};
TABLE(others) { int64_t id PRIMARY_KEY; };
TABLE(logs) {
    int64_t id PRIMARY_KEY;
    int64_t n DEFAULT("how_many()");
};
VIEW(seen, "SELECT depth(nodes) AS d FROM nodes") { int32_t d; };

#include <modelgen/end.h>
