#pragma once
#include <modelgen/begin.h>

FUNCTION("acc(s integer, x integer)", RETURNS(integer), LANGUAGE(sql), IMMUTABLE, BODY("SELECT s + x"));
AGGREGATE("total(x integer)", SFUNC(acc), STYPE(integer), COMBINEFUNC(int4pl), MSFUNC(int4pl),
    MINVFUNC(int4mi), MSTYPE(integer), MINITCOND("0"), COMMENT("the sum"));

#include <modelgen/end.h>
