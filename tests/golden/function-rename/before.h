#pragma once
#include <modelgen/begin.h>

ENUM(mood) { SAD, GLAD };
FUNCTION("old_name(m mood)", RETURNS(mood), LANGUAGE(sql), BODY("SELECT m"));
FUNCTION("moved()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
PROCEDURE("tidy()", LANGUAGE(plpgsql), BODY("BEGIN END"));
FUNCTION("acc(s integer, x integer)", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, BODY("SELECT s + x"));
AGGREGATE("total(integer)", SFUNC(acc), STYPE(integer));

#include <modelgen/end.h>
