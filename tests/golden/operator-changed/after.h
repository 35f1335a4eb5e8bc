#pragma once
#include <modelgen/begin.h>

COMPOSITE(pair) { int32_t a; int32_t b; };
OPERATOR("===(integer, integer)", WITH_FUNCTION(int4eq), COMMUTATOR("==="), NEGATOR("!=="), RESTRICT(neqsel), HASHES, MERGES, COMMENT("just the same"));
OPERATOR("!==(integer, integer)", WITH_FUNCTION(int4ne), COMMUTATOR("!=="), NEGATOR("==="));
OPERATOR("!!!(NONE, bigint)", SCHEMA(math), WITH_FUNCTION(int8abs), RENAMED_FROM("public.!!!(NONE, bigint)"));
OPERATOR(">>>(integer, integer)", WITH_FUNCTION(int4gt));
OPERATOR_FAMILY("numbers USING btree", OPERATORS("1 < (integer, bigint)", "5 > (integer, bigint)"), FUNCTIONS("1 (integer, bigint) btint48cmp(integer, bigint)"), COMMENT("many"));
OPERATOR_CLASS("backwards USING btree", FOR_TYPE(integer), OPERATORS("1 > (integer, integer)", "3 = (integer, integer)", "5 < (integer, integer)"), FUNCTIONS("1 (integer, integer) btint4cmp(integer, integer)"), COMMENT("from above"));
OPERATOR_CLASS("in_family USING btree", FOR_TYPE(bigint), FAMILY("numbers"), OPERATORS("1 < (bigint, bigint)"), FUNCTIONS("1 (bigint, bigint) btint8cmp(bigint, bigint)"));
TABLE(things) {
    int64_t id PRIMARY_KEY;
    int32_t n;
};
INDEX(things, (n OPCLASS(backwards)));

#include <modelgen/end.h>
