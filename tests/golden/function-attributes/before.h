#pragma once
#include <modelgen/begin.h>

FUNCTION("add(a integer, b integer)", RETURNS(integer), LANGUAGE(sql), BODY("SELECT a + b"));
FUNCTION("lookup(text)", RETURNS("SETOF text"), LANGUAGE(plpgsql), STABLE, ROWS(10),
    SET("search_path = public", "work_mem = '64MB'"), BODY("BEGIN RETURN NEXT $1; END"));
FUNCTION("secret()", RETURNS(void), LANGUAGE(plpgsql), BODY("BEGIN END"));
FUNCTION("half(x integer)", RETURNS(integer), RETURN(x / 2));
PROCEDURE("tidy(days integer)", LANGUAGE(plpgsql), BODY("BEGIN END"));

#include <modelgen/end.h>
