#pragma once
#include <modelgen/begin.h>

COMPOSITE(pair) { int32_t a; int32_t b; };
OPERATOR("===(integer, integer)", WITH_FUNCTION(int4eq), COMMUTATOR("==="), NEGATOR("!=="), RESTRICT(eqsel), JOIN(eqjoinsel), HASHES, MERGES, COMMENT("the same"));
OPERATOR("!==(integer, integer)", WITH_FUNCTION(int4ne), COMMUTATOR("!=="), NEGATOR("==="));
OPERATOR("!!!(NONE, bigint)", WITH_FUNCTION(int8abs));
OPERATOR("<<<(int,int4)", WITH_FUNCTION(int4lt));
OPERATOR_FAMILY("numbers USING btree", OPERATORS("1 < (integer, bigint)"), COMMENT("some"));
OPERATOR_CLASS("backwards USING btree", FOR_TYPE(integer), OPERATORS("1 >", "3 = (int, int4)"), FUNCTIONS("1 btint4cmp(int, int)"));
OPERATOR_CLASS("in_family USING btree", FOR_TYPE(bigint), FAMILY("numbers"), OPERATORS("1 < (bigint, bigint)"), FUNCTIONS("1 (bigint, bigint) btint8cmp(bigint, bigint)"));
TABLE(things) {
    int64_t id PRIMARY_KEY;
    int32_t n;
};
INDEX(things, (n OPCLASS(backwards)));

#include <modelgen/end.h>
