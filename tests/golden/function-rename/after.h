#pragma once
#include <modelgen/begin.h>

ENUM(feeling, RENAMED_FROM(mood)) { SAD, GLAD };
FUNCTION("new_name(m feeling)", RENAMED_FROM(old_name), RETURNS(feeling), LANGUAGE(sql),
    BODY("SELECT m LIMIT 1"));
FUNCTION("moved()", SCHEMA(api), RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
PROCEDURE("clean()", RENAMED_FROM(tidy), LANGUAGE(plpgsql), BODY("BEGIN END"));
FUNCTION("acc(s integer, x integer)", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, BODY("SELECT s + x"));
AGGREGATE("sum_up(integer)", RENAMED_FROM(total), SFUNC(acc), STYPE(integer));

#include <modelgen/end.h>
