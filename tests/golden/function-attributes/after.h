#pragma once
#include <modelgen/begin.h>

FUNCTION("add(a integer, b integer)", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, STRICT,
    PARALLEL(safe), COST(5), BODY("SELECT a + b"));
FUNCTION("lookup(text)", RETURNS("SETOF text"), LANGUAGE(plpgsql), IMMUTABLE,
    SET("work_mem = '32MB'"), BODY("BEGIN RETURN NEXT $1; END"));
FUNCTION("secret()", RETURNS(void), LANGUAGE(plpgsql), SECURITY_DEFINER, LEAKPROOF,
    SET("search_path = pg_catalog, \"$user\", ''"), BODY("BEGIN PERFORM 1; END"));
FUNCTION("half(x integer)", RETURNS(integer), IMMUTABLE, ATOMIC("SELECT x / 2;"));
PROCEDURE("tidy(days integer)", LANGUAGE(plpgsql), SECURITY_DEFINER, SET("lock_timeout = 5000"),
    BODY("BEGIN END"));

#include <modelgen/end.h>
