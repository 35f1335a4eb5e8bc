#pragma once
#include <modelgen/begin.h>

SHELL_TYPE(number);
FUNCTION("number_in(cstring)", RETURNS(number), LANGUAGE(internal), IMMUTABLE, STRICT, BODY("int4in"));
FUNCTION("number_out(number)", RETURNS(cstring), LANGUAGE(internal), IMMUTABLE, STRICT, BODY("int4out"));
FUNCTION("number_less(number, number)", RETURNS(boolean), LANGUAGE(internal), IMMUTABLE, STRICT, BODY("int4lt"));
FUNCTION("number_compare(number, number)", RETURNS(integer), LANGUAGE(internal), IMMUTABLE, STRICT, BODY("btint4cmp"));
FUNCTION("same(number)", RETURNS(number), LANGUAGE(sql), BODY("SELECT $1"));
/** counted */
BASE_TYPE(number, INPUT(number_in), OUTPUT(number_out), LENGTH(4), BY_VALUE, CATEGORY("N"), DEFAULT("7"));
OPERATOR("<(number, number)", WITH_FUNCTION(number_less));
OPERATOR_CLASS("number_ops USING btree", DEFAULT_CLASS, FOR_TYPE(number), OPERATORS("1 <"), FUNCTIONS("1 number_compare(number, number)"));
CAST("number AS integer", IMPLICIT);
TABLE(t) {
    int64_t id PRIMARY_KEY;
    char   *n  TYPE("number");
    char   *ns TYPE("number[]");
};
INDEX(t, (n));

#include <modelgen/end.h>
