#pragma once
#include <modelgen/begin.h>

PROCEDURE("tidy(days integer, INOUT done integer)", LANGUAGE(plpgsql), BODY("BEGIN done := days; END"));
FUNCTION("acc(s integer, x integer)", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, BODY("SELECT s + x"));
AGGREGATE("total(x integer)", SFUNC(acc), STYPE(integer), INITCOND("0"), PARALLEL(safe),
    COMMENT("all of them"));
AGGREGATE("any_of(*)", SFUNC(int8inc), STYPE(bigint), INITCOND("0"));
AGGREGATE("nth(double precision ORDER BY anyelement)", SFUNC(ordered_set_transition),
    STYPE(internal), FINALFUNC(percentile_disc_final), FINALFUNC_EXTRA);

#include <modelgen/end.h>
